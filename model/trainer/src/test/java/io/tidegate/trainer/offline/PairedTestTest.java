package io.tidegate.trainer.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.trainer.fit.BlockLoss;
import io.tidegate.trainer.fit.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedTestTest {
  private static final int HORIZON = 2;

  /** Of .1, .2, .3, .4: their mean over the deviation of the mean. */
  private static final double T = .25 / Math.sqrt(.05 / 3 / 4);

  /** At both steps each block loses its value on average, with so many pairs a step. */
  private static Score score(long pairs, double... losses) {
    List<BlockLoss> blocks = new ArrayList<>();
    for (double loss : losses) {
      blocks.add(block(pairs, loss));
    }
    return of(blocks);
  }

  private static BlockLoss block(long pairs, double loss) {
    return new BlockLoss(new double[] {pairs * loss, pairs * 10 * loss}, new long[] {pairs, pairs});
  }

  private static Score of(List<BlockLoss> blocks) {
    double[] stepLoss = new double[HORIZON];
    long all = 0;
    double sum = 0;
    for (int h = 0; h < HORIZON; h++) {
      long pairs = 0;
      for (BlockLoss block : blocks) {
        stepLoss[h] += block.sum(h + 1);
        pairs += block.pairs(h + 1);
      }
      sum += stepLoss[h];
      all += pairs;
      stepLoss[h] /= pairs;
    }
    return new Score(sum / all, all, stepLoss, new float[HORIZON], blocks);
  }

  /** Student's distribution with 3 degrees of freedom has a closed form. */
  private static double tailOfThree(double t) {
    double angle = Math.atan(t / Math.sqrt(3));
    return 0.5 - (angle + Math.sin(angle) * Math.cos(angle)) / Math.PI;
  }

  @Test
  void theProbabilityIsStudentsOverTheBlocks() {
    PairedTest test = PairedTest.of(score(10, 1, 1, 1, 1), score(10, .9, .8, .7, .6));
    assertThat(test.blocks()).isEqualTo(4);
    assertThat(test.improvement()).isCloseTo(0.25, within(1e-12));
    assertThat(test.probability()).isCloseTo(tailOfThree(T), within(1e-9));
  }

  @Test
  void aWorseSecondModelHasAProbabilityAboveOneHalf() {
    PairedTest test = PairedTest.of(score(10, 1, 1, 1, 1), score(10, 1.1, 1.2, 1.3, 1.4));
    assertThat(test.improvement()).isCloseTo(-0.25, within(1e-12));
    assertThat(test.probability()).isCloseTo(1 - tailOfThree(T), within(1e-9));
  }

  @Test
  void twiceTheSameModelIsNoImprovement() {
    PairedTest test = PairedTest.of(score(10, 1, 2, 3, 4, 5), score(10, 1, 2, 3, 4, 5));
    assertThat(test.improvement()).isZero();
    assertThat(test.probability()).isEqualTo(1);
  }

  @Test
  void fewerThanFourBlocksSayNoProbability() {
    PairedTest test = PairedTest.of(score(10, 1, 1, 1), score(10, .5, .5, .5));
    assertThat(test.improvement()).isCloseTo(0.5, within(1e-12));
    assertThat(test.probability()).isNaN();
  }

  @Test
  void aBlockWithFewPairsGoesWithItsNeighbour() {
    List<BlockLoss> before = new ArrayList<>(List.of(block(4, 1)));
    List<BlockLoss> after = new ArrayList<>(List.of(block(4, 0)));
    for (int i = 0; i < 4; i++) {
      before.add(block(10, 1));
      after.add(block(10, i == 0 ? 1 : .8));
    }
    before.add(block(1, 1));
    after.add(block(1, 0));
    PairedTest test = PairedTest.of(of(before), of(after));
    assertThat(test.blocks()).isEqualTo(4);
    double first = 4 / 14.0;
    double last = 3 / 11.0;
    assertThat(test.improvement()).isCloseTo((first + .2 + .2 + last) / 4, within(1e-12));
  }

  @Test
  void eachStepCountsTheSame() {
    List<BlockLoss> before = new ArrayList<>();
    List<BlockLoss> after = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      before.add(new BlockLoss(new double[] {1, 100}, new long[] {1, 1}));
      after.add(new BlockLoss(new double[] {.8, 110}, new long[] {1, 1}));
    }
    assertThat(PairedTest.of(of(before), of(after)).improvement())
        .as("20 % better at one step, 10 % worse at the other")
        .isCloseTo(0.05, within(1e-12));
  }

  @Test
  void whatWasNotJudgedOnTheSamePairsCannotBeCompared() {
    Score before = score(10, 1, 1, 1, 1);
    assertThatThrownBy(() -> PairedTest.of(before, score(9, 1, 1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 10 and 9 at step 1");
    assertThatThrownBy(() -> PairedTest.of(before, score(10, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 4 and 2");
  }

  @Test
  void aModelThatIsNoBetterPassesAsOftenAsTheLevelSays() {
    SplittableRandom random = new SplittableRandom(3);
    int passed = 0;
    int trials = 4_000;
    for (int trial = 0; trial < trials; trial++) {
      double[] after = new double[5];
      for (int i = 0; i < after.length; i++) {
        after[i] = 1 + .1 * random.nextGaussian();
      }
      passed +=
          PairedTest.of(score(10, 1, 1, 1, 1, 1), score(10, after)).probability() < .2 ? 1 : 0;
    }
    assertThat(passed / (double) trials).isCloseTo(.2, within(.02));
  }
}
