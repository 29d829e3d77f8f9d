package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FalseAlarmRateTest {
  private static final double WEEK_OF_HOURS = 168;
  private static final double WEEK_OF_FIVE_MINUTES = 2_016;

  @Test
  void aLargerScoreIsNeverMoreFrequent() {
    FalseAlarmRate rate = new FalseAlarmRate();
    Life life = new Life(rate, WEEK_OF_HOURS, 1, score -> score);
    for (int weeks = 0; weeks < 30; weeks++) {
      double before = 1;
      for (double score = 0; score < 20; score += 0.01) {
        double rows = rate.rowsBetween(score);
        assertThat(rows).isGreaterThanOrEqualTo(before).isFinite();
        before = rows;
      }
      life.go(168);
    }
  }

  @Test
  void theThresholdIsTheScoreWithSoManyRowsBetween() {
    FalseAlarmRate rate = new FalseAlarmRate();
    new Life(rate, WEEK_OF_FIVE_MINUTES, 2, score -> score).go(30_000);
    for (double rows : new double[] {10, 300, 2_016, 100_000, 1e7}) {
      assertThat(rate.rowsBetween(rate.threshold(rows))).isCloseTo(rows, within(1e-6 * rows));
    }
  }

  @Test
  void theSameRatesFollowAfterWritingAndReading() {
    FalseAlarmRate rate = new FalseAlarmRate();
    new Life(rate, WEEK_OF_HOURS, 3, score -> score).go(2_345);
    ByteBuffer bytes = ByteBuffer.allocate(FalseAlarmRate.BYTES);
    rate.write(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    FalseAlarmRate copy = new FalseAlarmRate();
    copy.read(bytes.flip());
    Life one = new Life(rate, WEEK_OF_HOURS, 4, score -> score);
    Life other = new Life(copy, WEEK_OF_HOURS, 4, score -> score);
    for (int i = 0; i < 20; i++) {
      one.go(100);
      other.go(100);
      assertThat(copy.threshold(WEEK_OF_HOURS)).isEqualTo(rate.threshold(WEEK_OF_HOURS));
      assertThat(copy.calibrated()).isEqualTo(rate.calibrated());
    }
    ByteBuffer again = ByteBuffer.allocate(FalseAlarmRate.BYTES);
    ByteBuffer expected = ByteBuffer.allocate(FalseAlarmRate.BYTES);
    copy.write(again);
    rate.write(expected);
    assertThat(again.array()).isEqualTo(expected.array());
  }

  @Test
  void isCalibratedOnceTwentyAlarmsWereToBeExpected() {
    FalseAlarmRate rate = new FalseAlarmRate();
    Life life = new Life(rate, WEEK_OF_HOURS, 5, score -> score);
    life.go(20 * 168 - 2);
    assertThat(rate.calibrated()).isFalse();
    life.go(4);
    assertThat(rate.calibrated()).isTrue();
  }

  @Test
  void asManyAlarmsComeAsAreAcceptedWhateverTheScoresAreLike() {
    DoubleUnaryOperator light = score -> score;
    DoubleUnaryOperator heavy = score -> Math.pow(score, 3);
    DoubleUnaryOperator small = score -> 0.6 * score;
    for (DoubleUnaryOperator shape : new DoubleUnaryOperator[] {light, heavy, small}) {
      for (double accepted : new double[] {300, WEEK_OF_FIVE_MINUTES}) {
        assertThat(realised(shape, accepted)).isBetween(0.7, 1.4);
      }
    }
  }

  /** Alarms per accepted one, over many series after calibration. */
  private static double realised(DoubleUnaryOperator shape, double accepted) {
    int series = 20;
    int intervals = 20;
    long alarms = 0;
    for (int i = 0; i < series; i++) {
      Life life = new Life(new FalseAlarmRate(), accepted, 100 + i, shape);
      life.go((int) (20 * accepted));
      alarms += life.go((int) (intervals * accepted));
    }
    return alarms / (double) (series * intervals);
  }

  @Test
  void whoAcceptsMoreThanThereCanBeGetsNearlyTheMost() {
    double most = 0;
    for (double accepted : new double[] {60, 100, 150, 200}) {
      Life life = new Life(new FalseAlarmRate(), accepted, 6, score -> score);
      life.go(4_000);
      most = Math.max(most, life.go(20_000));
    }
    Life greedy = new Life(new FalseAlarmRate(), 1, 6, score -> score);
    greedy.go(4_000);
    assertThat((double) greedy.go(20_000)).isGreaterThan(0.7 * most);
  }

  @Test
  void aBadDayDoesNotMakeTheSeriesNumb() {
    FalseAlarmRate rate = new FalseAlarmRate();
    Life life = new Life(rate, WEEK_OF_FIVE_MINUTES, 7, score -> score);
    life.go(60_000);
    double usual = rate.threshold(WEEK_OF_FIVE_MINUTES);
    for (int incident = 0; incident < 40; incident++) {
      rate.take(9, true, WEEK_OF_FIVE_MINUTES);
      for (int quiet = 0; quiet < 60; quiet++) {
        rate.take(0.3, false, WEEK_OF_FIVE_MINUTES);
      }
    }
    assertThat(rate.threshold(WEEK_OF_FIVE_MINUTES)).isBetween(usual, 1.3 * usual);
    life.go(120_000);
    assertThat(rate.threshold(WEEK_OF_FIVE_MINUTES)).isCloseTo(usual, within(0.1 * usual));
  }

  @Test
  void aSeriesThatHasBecomeWilderIsSoonBackAtTheAcceptedRate() {
    FalseAlarmRate rate = new FalseAlarmRate();
    new Life(rate, WEEK_OF_HOURS, 8, score -> 0.7 * score).go(10_000);
    Life wilder = new Life(rate, WEEK_OF_HOURS, 9, score -> 2 * score);
    wilder.go(40 * 168);
    assertThat(wilder.go(40 * 168) / 40.0).isBetween(0.5, 1.6);
  }

  @Test
  void aSeriesThatNeverSurprisesLeavesTheRateFinite() {
    FalseAlarmRate rate = new FalseAlarmRate();
    for (int row = 0; row < 50_000; row++) {
      rate.take(0, false, WEEK_OF_HOURS);
    }
    assertThat(rate.rowsBetween(1)).isBetween(WEEK_OF_HOURS, 1e9);
    assertThat(rate.threshold(WEEK_OF_HOURS)).isBetween(0.1, 1.0);
  }

  /** Scores of independent rows and alerts by the rules of real ones. */
  private static final class Life {
    private final FalseAlarmRate rate;
    private final double accepted;
    private final SplittableRandom random;
    private final DoubleUnaryOperator shape;
    private final double[] recent = new double[AlertScore.RECENT];
    private int row;
    private double threshold;
    private int open;
    private int quiet;

    Life(FalseAlarmRate rate, double accepted, long seed, DoubleUnaryOperator shape) {
      this.rate = rate;
      this.accepted = accepted;
      this.random = new SplittableRandom(seed);
      this.shape = shape;
    }

    /** How many alerts open in so many rows. */
    int go(int rows) {
      int opened = 0;
      for (int i = 0; i < rows; i++) {
        double score = shape.applyAsDouble(Math.abs(random.nextGaussian()) / 3);
        double peak = 0;
        for (double one : recent) {
          peak = Math.max(peak, one);
        }
        recent[row++ % recent.length] = score;
        opened += alerts(score, score > peak) ? 1 : 0;
        rate.take(score, score > peak, accepted);
      }
      return opened;
    }

    private boolean alerts(double score, boolean rising) {
      if (open > 0) {
        open++;
        quiet = score >= FalseAlarmRate.STAYS * threshold ? 0 : quiet + 1;
        if (quiet >= FalseAlarmRate.QUIET_ROWS || open >= FalseAlarmRate.LONGEST_ROWS) {
          open = 0;
        }
        return false;
      }
      if (rising && rate.rowsBetween(score) >= accepted) {
        open = 1;
        quiet = 0;
        threshold = rate.threshold(accepted);
        return true;
      }
      return false;
    }
  }
}
