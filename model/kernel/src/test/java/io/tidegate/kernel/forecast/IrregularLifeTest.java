package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static io.tidegate.kernel.forecast.Streams.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a series may go through, and what is expected of its forecasts then. */
class IrregularLifeTest {
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  @Test
  void aFifthOfTheValuesMissingCostsAtMostAFifthOfTheAccuracy() {
    Streams whole = shipped(ZoneOffset.UTC).over(0, 3_000, Streams::wave);
    Streams holed = shipped(ZoneOffset.UTC);
    Random random = new Random(9);
    for (long slot = 0; slot < 3_000; slot++) {
      if (random.nextInt(5) != 0) {
        holed.at(slot, Streams.wave(slot));
      }
    }
    assertThat(error(holed, 8, Streams::wave)).isLessThan(1.2 * error(whole, 8, Streams::wave));
  }

  @Test
  void aConstantSeriesIsForecastToStayAndTheIntervalsClose() {
    Forecast forecast = shipped(ZoneOffset.UTC).over(0, 500, slot -> 42).last();
    for (int step = 1; step <= forecast.horizon(); step++) {
      assertThat(forecast.point(step)).isCloseTo(42, within(1e-6));
      assertThat(forecast.quantile(step, 6) - forecast.quantile(step, 0)).isLessThan(1e-6);
    }
  }

  @Test
  void countsWithManyZerosKeepTheirCoverage() {
    Random random = new Random(8);
    double[] values = new double[6_100];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0;
    }
    LongToDoubleFunction counts = slot -> values[(int) slot];
    Streams stream = shipped(ZoneOffset.UTC).over(0, 6_000, counts);
    assertThat(coverage(stream, 1, counts)).isCloseTo(.9, within(.03));
    assertThat(coverage(stream, 24, counts)).isCloseTo(.9, within(.03));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e12})
  void theUnitOfTheValuesDoesNotMatter(double unit) {
    Streams plain = shipped(ZoneOffset.UTC).over(0, 1_000, Streams::wave);
    Streams scaled = shipped(ZoneOffset.UTC).over(0, 1_000, slot -> unit * Streams.wave(slot));
    for (int step = 1; step <= 48; step++) {
      assertThat(scaled.last().point(step) / unit)
          .isCloseTo(plain.last().point(step), within(1e-3));
    }
  }

  @Test
  void aSeriesThatStopsAndComesBackStartsColdAndIsAsGoodAsBeforeAfterFourDays() {
    Streams stream = shipped(ZoneOffset.UTC).over(0, 1_000, Streams::wave);
    double before = error(stream, 8, Streams::wave);
    int old = stream.forecasts.size();
    stream.over(3_000, 4_000, Streams::wave);
    assertThat(stream.forecasts).hasSize(old + 1_000);
    assertThat(stream.forecasts.get(old).state()).isEqualTo(ForecastState.COLD);
    assertThat(stream.forecasts.get(old + 47).state()).isEqualTo(ForecastState.WARM);
    Streams after = shipped(ZoneOffset.UTC);
    after.forecasts.addAll(stream.forecasts.subList(old + 96, old + 1_000));
    assertThat(error(after, 8, Streams::wave)).isLessThan(1.3 * before);
  }

  @Test
  void aSeriesThatStartsInMidStreamBeatsPersistenceWithinTwoDays() {
    Streams stream = shipped(ZoneOffset.UTC).over(10_007, 10_007 + 48, Streams::wave);
    double ours = 0;
    double persistence = 0;
    for (Forecast forecast : stream.forecasts.subList(24, 40)) {
      long slot = slotOf(forecast);
      ours += Math.pow(forecast.point(8) - Streams.wave(slot + 8), 2);
      persistence += Math.pow(forecast.value() - Streams.wave(slot + 8), 2);
    }
    assertThat(ours).isLessThan(persistence);
  }

  @Test
  void aDaysShapeFollowsTheClocksOfItsZone() {
    long start = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    double local = errorAfterTheShift(start, ZURICH);
    double utc = errorAfterTheShift(start, ZoneOffset.UTC);
    assertThat(local).isLessThan(utc);
  }

  /** Squared error on the day on which the clocks of Zurich go forward, eight steps ahead. */
  private static double errorAfterTheShift(long start, ZoneId calendar) {
    Streams stream = shipped(calendar);
    long shift = Instant.parse("2024-03-31T01:00:00Z").toEpochMilli();
    double squares = 0;
    for (long time = start; time < shift + 24 * HOUR; time += HOUR) {
      stream.atTime(time, localShape(time));
      if (time >= shift - 8 * HOUR) {
        squares += Math.pow(stream.last().point(8) - localShape(time + 8 * HOUR), 2);
      }
    }
    return squares;
  }

  /** Low by night, high by day, by the clocks of Zurich. */
  private static double localShape(long time) {
    int hour = Instant.ofEpochMilli(time).atZone(ZURICH).getHour();
    return (hour >= 7 && hour < 19 ? 10 : 2) + .2 * new Random(time).nextGaussian();
  }

  private static double error(Streams stream, int step, LongToDoubleFunction truth) {
    double squares = 0;
    int from = Math.min(300, stream.forecasts.size() / 3);
    for (Forecast forecast : stream.forecasts.subList(from, stream.forecasts.size())) {
      squares += Math.pow(forecast.point(step) - truth.applyAsDouble(slotOf(forecast) + step), 2);
    }
    return Math.sqrt(squares / (stream.forecasts.size() - from));
  }

  private static double coverage(Streams stream, int step, LongToDoubleFunction truth) {
    int inside = 0;
    for (Forecast forecast : stream.forecasts.subList(500, stream.forecasts.size())) {
      double actual = truth.applyAsDouble(slotOf(forecast) + step);
      inside +=
          actual >= forecast.quantile(step, 0) && actual <= forecast.quantile(step, 6) ? 1 : 0;
    }
    return inside / (double) (stream.forecasts.size() - 500);
  }

  private static long slotOf(Forecast forecast) {
    return (forecast.origin() - START) / HOUR;
  }

  private static Streams shipped(ZoneId zone) {
    ForecasterSettings settings = new ForecasterSettings(zone, 48, 24);
    return new Streams(new Forecaster(0, ShippedModel.load(), settings), SeriesState.start(HOUR));
  }
}
