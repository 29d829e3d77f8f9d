package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertScoreTest {
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private static final long STEP = Duration.ofMinutes(30).toMillis();
  private static final int DAY = 48;

  /** A daily wave under noise. */
  private static double[] wave(int rows, long seed) {
    Random random = new Random(seed);
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = 100 + 20 * Math.sin(2 * Math.PI * i / DAY) + random.nextGaussian();
    }
    return values;
  }

  private static Surprise take(AlertScore score, int row, double value) {
    return take(score, row, value, null);
  }

  private static Surprise take(AlertScore score, int row, double value, Expected expected) {
    return score.take(START + row * STEP, ZONE, value, expected);
  }

  /** The mean of the two values before, as if it had been forecast; none now and then. */
  private static Expected expected(double[] values, int row) {
    if (row < 2 || row % 97 == 0) {
      return null;
    }
    double point = (values[row - 1] + values[row - 2]) / 2;
    return new Expected(point, point - 1, point + 1, 1);
  }

  private static List<Surprise> scores(double[] values) {
    AlertScore score = new AlertScore();
    List<Surprise> surprises = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      surprises.add(take(score, i, values[i]));
    }
    return surprises;
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void aStateThatIsReadBackAnywhereGoesOnToTheBit(Size size) {
    double[] values = wave(3_000, 1);
    AlertScore whole = new AlertScore(size);
    AlertScore restarted = new AlertScore(size);
    for (int i = 0; i < values.length; i++) {
      if (i < 100 || i % 37 == 0) {
        byte[] bytes = restarted.encode();
        assertThat(bytes).hasSizeLessThanOrEqualTo(AlertScore.MOST_BYTES);
        restarted = AlertScore.decode(bytes);
        assertThat(restarted.encode()).isEqualTo(bytes);
      }
      Expected expected = expected(values, i);
      assertThat(take(restarted, i, values[i], expected))
          .isEqualTo(take(whole, i, values[i], expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, 1536, 1300", "LEAN, 1024, 700"})
  void theStateNeverTakesMoreThanItMay(Size size, int most, int least) {
    Random random = new Random(2);
    AlertScore score = new AlertScore(size);
    for (int i = 0; i < 20_000; i++) {
      take(score, i, Math.exp(3 * random.nextGaussian()) * (i % 700 < 350 ? 1 : -5));
    }
    assertThat(score.encode().length).isBetween(least, most);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.5, 1_000, 1e12})
  void unitAndOriginOfTheValuesDoNotMatter(double unit) {
    double[] values = wave(2_000, 3);
    double[] others = Arrays.stream(values).map(x -> unit * (x - 55)).toArray();
    AlertScore score = new AlertScore();
    AlertScore other = new AlertScore();
    for (int i = 0; i < values.length; i++) {
      Surprise expected = take(score, i, values[i], expected(values, i));
      Surprise found = take(other, i, others[i], expected(others, i));
      assertThat(found.score()).isCloseTo(expected.score(), within(1e-2));
    }
  }

  @Test
  void whatComesLaterChangesNoEarlierScore() {
    double[] values = wave(1_000, 4);
    double[] altered = values.clone();
    Arrays.fill(altered, 600, 1_000, -1e6);
    assertThat(scores(altered).subList(0, 600)).isEqualTo(scores(values).subList(0, 600));
  }

  @Test
  void aSeriesThatNeverChangesIsNeverSurprisingUntilItDoes() {
    double[] constant = new double[500];
    assertThat(scores(constant)).allMatch(surprise -> surprise.score() == 0);
    constant[499] = 1e-9;
    Surprise last = scores(constant).get(499);
    assertThat(last.score()).isGreaterThan(5);
    assertThat(last.above()).isTrue();
  }

  private static void assertFound(IntToDoubleFunction change, int from, Detector... detectors) {
    for (long seed = 10; seed < 20; seed++) {
      double[] values = wave(from + 60, seed);
      for (int i = from; i < values.length; i++) {
        values[i] += change.applyAsDouble(i - from);
      }
      Surprise first =
          scores(values).subList(from, from + 60).stream()
              .filter(surprise -> surprise.score() > 1.3)
              .findFirst()
              .orElseThrow(() -> new AssertionError("not found"));
      assertThat(EnumSet.copyOf(Arrays.asList(detectors))).contains(first.detector());
    }
  }

  @Test
  void aSpikeIsOutOfRangeOrFarFromWhatIsUsualAtItsHour() {
    assertFound(i -> i == 0 ? 40 : 0, 40 * DAY + 12, Detector.RANGE, Detector.SEASONAL);
  }

  @Test
  void aValueOfNoonAtMidnightIsFoundByTheHour() {
    // Within the range of all values, but 15 deviations from what this hour is used to.
    assertFound(i -> i == 0 ? 15 : 0, 40 * DAY, Detector.SEASONAL);
  }

  @Test
  void aNewLevelIsFoundAtOnce() {
    assertFound(i -> 30, 40 * DAY, Detector.SEASONAL, Detector.LEVEL, Detector.RANGE);
  }

  @Test
  void aWaveThatStandsStillLooksLikeNothingBefore() {
    double[] values = wave(40 * DAY, 5);
    for (int i = 38 * DAY; i < values.length; i++) {
      values[i] = values[38 * DAY];
    }
    List<Surprise> still = scores(values).subList(38 * DAY, 40 * DAY);
    assertThat(still)
        .anyMatch(
            surprise ->
                surprise.score() > 1.3
                    && EnumSet.of(Detector.FAST_SHAPE, Detector.SLOW_SHAPE, Detector.SEASONAL)
                        .contains(surprise.detector()));
  }

  @Test
  void whatWasNotForecastSurprisesAsThePartOfTheForecast() {
    // A wave whose phase is known to the forecaster only: the value that was meant for tomorrow.
    AlertScore score = new AlertScore();
    Random random = new Random(8);
    Surprise last = null;
    for (int i = 0; i < 2_000; i++) {
      double wave = 20 * Math.sin(i * 0.37);
      double value = wave + random.nextGaussian() + (i == 1_999 ? Math.signum(-wave) * 12 : 0);
      last = take(score, i, value, new Expected(wave, wave - 2, wave + 2, 1));
      assertThat(last.parts().keySet()).doesNotContainNull();
    }
    assertThat(last.detector()).isEqualTo(Detector.FORECAST);
    assertThat(last.score()).isGreaterThan(1.3);
    assertThat(last.parts()).containsEntry(Detector.FORECAST, (float) last.score());
  }

  @Test
  void rowsThatNothingWasForecastForLeaveThatPartOut() {
    double[] values = wave(500, 9);
    assertThat(scores(values))
        .allMatch(surprise -> !surprise.parts().containsKey(Detector.FORECAST));
  }

  @Test
  void noExpectationMakesAScoreThatIsNoNumber() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e300, 0};
    AlertScore score = new AlertScore();
    for (int i = 0; i < 1_000; i++) {
      double point = odd[i % odd.length];
      Surprise surprise = take(score, i, i % 7, new Expected(point, point, point, 0));
      assertThat(surprise.score()).isBetween(0., 1e6);
      assertThat(surprise.parts().values()).allMatch(part -> part > 0 && part <= 1e6f);
    }
  }

  @Test
  void anEpisodeIsNewsOnceUnlessItGrows() {
    double[] values = wave(2_000, 6);
    values[1_900] += 60;
    values[1_910] += 60;
    values[1_920] += 400;
    List<Surprise> surprises = scores(values);
    assertThat(surprises.get(1_900).rising()).isTrue();
    assertThat(surprises.get(1_910).rising()).isFalse();
    assertThat(surprises.get(1_920).rising()).isTrue();
  }

  @Test
  void ordinaryDaysRarelySurprise() {
    long surprising = 0;
    int rows = 20_000;
    for (long seed = 30; seed < 35; seed++) {
      surprising +=
          scores(wave(rows, seed)).subList(1_000, rows).stream()
              .filter(surprise -> surprise.rising() && surprise.score() > 1.11)
              .count();
    }
    assertThat(surprising / (5 * (rows - 1_000.)) * 1_000).isLessThan(1);
  }

  @Test
  void theLargestValuesThatAnObservationMayHaveStayFinite() {
    Random random = new Random(7);
    AlertScore score = new AlertScore();
    for (int i = 0; i < 1_000; i++) {
      double value = i % 3 == 0 ? 1e30 : i % 3 == 1 ? -1e30 : 1e-30 * random.nextGaussian();
      Surprise surprise = take(score, i, value);
      assertThat(surprise.score()).isBetween(0., 1e6);
    }
    assertThat(AlertScore.decode(score.encode()).encode()).isEqualTo(score.encode());
  }

  @Test
  void bytesOfAnotherFormatOrLengthAreRefused() {
    byte[] bytes = new AlertScore().encode();
    assertThatThrownBy(() -> AlertScore.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends after");
    assertThatThrownBy(() -> AlertScore.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too many");
    bytes[0] = 9;
    assertThatThrownBy(() -> AlertScore.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 9");
  }
}
