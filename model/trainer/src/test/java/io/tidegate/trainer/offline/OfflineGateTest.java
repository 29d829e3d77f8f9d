package io.tidegate.trainer.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.BlockLoss;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.Fitter;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.fit.SeriesData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OfflineGateTest {
  private static final OfflineGate GATE = new OfflineGate(true, 0.2, 1.05);

  private static Score score(double... losses) {
    List<BlockLoss> blocks = new ArrayList<>();
    double mean = 0;
    for (double loss : losses) {
      blocks.add(new BlockLoss(new double[] {10 * loss}, new long[] {10}));
      mean += loss / losses.length;
    }
    return new Score(mean, 10L * losses.length, new double[] {mean}, new float[1], blocks);
  }

  @Test
  void anImprovementBeyondChanceIsLetThroughWithItsFigures() {
    OfflineGate.Verdict verdict = GATE.judge(score(1, 1, 1, 1, 1), score(.96, .94, .95, .94, .96));
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.reason())
        .isEqualTo(
            "held-back loss 0.9500, parent's 1.0000; 5.00 % better in the mean over the steps, in 5"
                + " blocks of time; by chance with probability 0.000, below the level of 0.2");
    assertThat(verdict.figures()).containsEntry(OfflineGate.BLOCKS, 5.0);
    assertThat(verdict.figures().get(OfflineGate.IMPROVEMENT)).isBetween(4.999, 5.001);
    assertThat(verdict.figures().get(OfflineGate.PROBABILITY)).isLessThan(0.001);
  }

  @Test
  void anImprovementThatChanceExplainsIsRejectedWithTheReason() {
    OfflineGate.Verdict verdict = GATE.judge(score(1, 1, 1, 1), score(.6, 1.2, .7, 1.3));
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.reason())
        .contains("5.00 % better", "in 4 blocks of time")
        .endsWith("not below the level of 0.2");
  }

  @Test
  void withTooFewBlocksForATestThePlainLossesDecide() {
    OfflineGate.Verdict better = GATE.judge(score(1, 1), score(.99, .99));
    assertThat(better.accepted()).isTrue();
    assertThat(better.reason())
        .isEqualTo(
            "held-back loss 0.9900, parent's 1.0000: better; 2 blocks of time are too few for a"
                + " test, 4 at least");
    assertThat(better.figures()).containsOnlyKeys(OfflineGate.BLOCKS, OfflineGate.IMPROVEMENT);
    assertThat(GATE.judge(score(1, 1), score(1, 1)).accepted()).isFalse();
  }

  @Test
  void whereItIsOffOnlyTheBoundHolds() {
    OfflineGate off = new OfflineGate(false, 0.2, 1.05);
    assertThat(off.judge(score(1, 1, 1, 1), score(1.04, 1.04, 1.04, 1.04)).accepted()).isTrue();
    OfflineGate.Verdict verdict = off.judge(score(1, 1, 1, 1), score(1.06, 1.06, 1.06, 1.06));
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.reason()).endsWith("above the bound of 1.05 times");
  }

  @Test
  void aLossThatIsNotFiniteIsRejected() {
    assertThat(GATE.judge(score(1, 1, 1, 1), score(1, Double.NaN, 1, 1)).accepted()).isFalse();
  }

  /** The same values in another order: nothing that can be learnt from them is true. */
  @Test
  void whatWasTrainedOnShuffledValuesIsRejected() {
    List<SeriesData> waves = TestSeries.waves(3, 400);
    Fitter fitter = fitter(10);
    Model parent = fitter.fit(TestSeries.persistence(TestSeries.SHAPE, 1), waves, 5).model();
    Score before = fitter.judge(parent, waves);
    for (int seed = 0; seed < 5; seed++) {
      Model candidate = fitter.fit(parent, shuffled(waves, seed), seed).model();
      assertThat(GATE.judge(before, fitter.judge(candidate, waves)).accepted()).isFalse();
    }
  }

  @Test
  void whatIsOnlyNoiseBesideItsParentSeldomPasses() {
    List<SeriesData> waves = TestSeries.waves(3, 400);
    Fitter fitter = fitter(10);
    Model parent = fitter.fit(TestSeries.persistence(TestSeries.SHAPE, 1), waves, 5).model();
    Score before = fitter.judge(parent, waves);
    int passed = 0;
    for (int seed = 0; seed < 40; seed++) {
      passed += GATE.judge(before, fitter.judge(noisy(parent, seed), waves)).accepted() ? 1 : 0;
    }
    assertThat(passed).isLessThanOrEqualTo(12);
  }

  @Test
  void aUsefulFirstRetrainingIsLetThrough() {
    Fit fit =
        fitter(20).fit(TestSeries.persistence(TestSeries.SHAPE, 1), TestSeries.waves(3, 400), 5);
    assertThat(GATE.judge(fit).accepted()).isTrue();
  }

  private static Fitter fitter(int batches) {
    return new Fitter(TestSeries.settings(batches), FitProgress.NONE);
  }

  private static List<SeriesData> shuffled(List<SeriesData> series, long seed) {
    List<SeriesData> all = new ArrayList<>();
    for (SeriesData one : series) {
      List<Double> values =
          new ArrayList<>(one.observations().stream().map(Observation::value).toList());
      Collections.shuffle(values, new Random(seed));
      List<Observation> observations = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        Observation old = one.observations().get(i);
        observations.add(new Observation(old.offset(), old.time(), values.get(i)));
      }
      all.add(TestSeries.hourly(one.key(), observations));
    }
    return all;
  }

  private static Model noisy(Model model, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] highway = model.highway();
    for (int i = 0; i < highway.length; i++) {
      highway[i] += (float) (.02 * random.nextGaussian());
    }
    return new Model(
        model.shape(), model.layers(), model.head(), highway, model.headBias(), model.spread());
  }
}
