package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static io.tidegate.kernel.forecast.Streams.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesSettingsTest {
  private static final long DAY = 24 * HOUR;
  private static final Model LEAN = ShippedModel.load(Size.LEAN);

  @Test
  void aSeriesSaidToBeNonNegativeNeverGetsANegativeForecastAndKeepsItsCoverage() {
    Random random = new Random(3);
    double[] counts = new double[5_100];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(5) == 0 ? random.nextInt(9) : 0;
    }
    Streams stream = stream(settings(HOUR, SeriesSettings.AUTO, true, Size.STANDARD), shipped());
    int inside = 0;
    for (int i = 0; i < 5_000; i++) {
      stream.at(i, counts[i]);
      for (int step = 1; step <= 48; step++) {
        assertThat(stream.last().quantile(step, 0)).isNotNegative();
        assertThat(stream.last().point(step)).isNotNegative();
      }
      double actual = counts[i + 8];
      boolean held =
          stream.last().quantile(8, 0) <= actual && actual <= stream.last().quantile(8, 6);
      inside += held && i >= 1_000 ? 1 : 0;
    }
    assertThat(inside / 4_000.0).isCloseTo(.9, within(.03));
  }

  @Test
  void otherSeriesMayGoBelowZero() {
    Streams stream = stream(SeriesSettings.of(HOUR), shipped()).over(0, 200, slot -> -slot % 24);
    assertThat(stream.last().quantile(1, 0)).isNegative();
  }

  @Test
  void aSeasonAsSetIsForecastWhereADayIsNone() {
    LongToDoubleFunction shape = slot -> 10 * Math.sin(2 * Math.PI * slot / 10) + noise(slot);
    double set = error(settings(HOUR, 10 * HOUR, false, Size.STANDARD), HOUR, shape);
    double auto = error(SeriesSettings.of(HOUR), HOUR, shape);
    assertThat(set).isLessThan(.8).isLessThan(auto);
  }

  @Test
  void noSeasonMeansNoProfile() {
    SeriesSettings none = settings(HOUR, 0, false, Size.STANDARD);
    Streams stream = stream(none, shipped()).over(0, 300, Streams::wave);
    assertThat(stream.state.season().slots()).isZero();
    assertThat(stream.last().point(8)).isFinite();
  }

  @Test
  void aWeekOnTopOfTheDayIsLearnt() {
    long step = HOUR / 2;
    LongToDoubleFunction week =
        slot -> {
          boolean weekend = (slot / 48 + 2) % 7 < 2;
          return (weekend ? .4 : 1) * 10 * Math.sin(2 * Math.PI * slot / 48) + .3 * noise(slot);
        };
    double with = error(SeriesSettings.of(step), step, week);
    Forecaster without =
        new Forecaster(
            0,
            ShippedModel.load(),
            new ForecasterSettings(ZoneOffset.UTC, 48, 24, Set.of(Part.SECOND_SEASON)));
    double plain = error(stream(SeriesSettings.of(step), without), step, week);
    assertThat(with).isLessThan(.8 * plain);
  }

  @Test
  void aYearOnTopOfTheWeekIsLearntFromDailyRows() {
    LongToDoubleFunction year =
        slot -> 10 * Math.sin(2 * Math.PI * slot / 365.2425) + slot % 7 + .5 * noise(slot);
    SeriesSettings week = settings(DAY, 7 * DAY, false, Size.STANDARD);
    Streams stream = stream(week, shipped());
    assertThat(error(stream, DAY, year)).isLessThan(1.5);
    assertThat(StateCodec.sizes(stream.state).get("second season")).isGreaterThan(52 * 4);
  }

  @Test
  void aChangeOfSeasonTakesEffectAtTheNextRecord() {
    Streams stream = stream(SeriesSettings.of(HOUR), shipped()).over(0, 400, Streams::wave);
    SeriesSettings other = settings(HOUR, 12 * HOUR, true, Size.STANDARD);
    stream.state.configure(other, TestModels.WHOLE);
    assertThat(stream.state.season().slots()).isEqualTo(12);
    stream.over(400, 500, Streams::wave);
    assertThat(stream.last().state()).isEqualTo(ForecastState.WARM);
    byte[] bytes = StateCodec.encode(stream.state);
    SeriesState back = StateCodec.decode(bytes);
    back.configure(other, TestModels.WHOLE);
    assertThat(StateCodec.encode(back)).isEqualTo(bytes);
  }

  @Test
  void aChangeOfSizeKeepsTheRowsAndGoesOn() {
    Streams stream = stream(SeriesSettings.of(HOUR), shipped()).over(0, 400, Streams::wave);
    SeriesSettings lean = settings(HOUR, SeriesSettings.AUTO, false, Size.LEAN);
    stream.state.configure(lean, TestModels.WHOLE);
    Streams next =
        new Streams(new Forecaster(0, LEAN, ForecasterSettings.defaults()), stream.state);
    next.over(400, 410, Streams::wave);
    assertThat(next.forecasts).hasSize(10);
    assertThat(next.last().state()).isEqualTo(ForecastState.REWARMED);
    assertThat(StateCodec.encode(next.state).length).isLessThan(2_048);
    assertThat(next.state.ring().size()).isEqualTo(96);
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void hourlyStatesStayWithinTheirSizeWithGapsToo(Size size) {
    int most = size == Size.STANDARD ? 4_096 : 2_048;
    Model model = size == Size.STANDARD ? ShippedModel.load() : LEAN;
    for (int gap : new int[] {0, 2, 5, 20, 48}) {
      Streams stream =
          stream(
              settings(HOUR, SeriesSettings.AUTO, false, size),
              new Forecaster(0, model, ForecasterSettings.defaults()));
      Random random = new Random(gap);
      int largest = 0;
      for (long slot = 0; slot < 3_000; slot++) {
        slot += gap > 0 && random.nextInt(3) == 0 ? random.nextInt(gap) : 0;
        stream.at(slot, Streams.wave(slot));
        largest = Math.max(largest, StateCodec.encode(stream.state).length);
      }
      assertThat(largest).as("gaps up to " + gap).isLessThanOrEqualTo(most);
    }
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void everyPartCanBeLeftOut(Part part) {
    Forecaster without =
        new Forecaster(
            0, ShippedModel.load(), new ForecasterSettings(ZoneOffset.UTC, 48, 24, Set.of(part)));
    Streams whole = stream(SeriesSettings.of(HOUR), shipped());
    Streams lacking = stream(SeriesSettings.of(HOUR), without);
    for (int i = 0; i < 600; i++) {
      told(whole, i);
      told(lacking, i);
    }
    assertThat(lacking.last().quantileDifferences())
        .isNotEqualTo(whole.last().quantileDifferences())
        .doesNotContain(Float.NaN);
    assertThat(StateCodec.sizes(lacking.state)).isEqualTo(StateCodec.sizes(whole.state));
  }

  /** A row with a covariate, a weekend, and a spike now and then for the robust scale. */
  private static void told(Streams stream, int slot) {
    TreeMap<String, Double> known = new TreeMap<>();
    known.put("x", weather(slot));
    long time = START + slot * HOUR;
    stream.forecaster.announce(
        stream.state,
        new KnownFuture(0, time + HOUR, new TreeMap<>(Map.of("x", weather(slot + 1)))));
    double weekend = slot / 24 % 7 < 2 ? 20 : 0;
    double spike = slot % 97 == 96 ? 500 : 0;
    double value = Streams.wave(slot) + weekend + spike + 10 * weather(slot);
    stream.forecaster.observe(stream.state, new Observation(slot, time, value, known), stream);
  }

  private static double weather(int slot) {
    return new Random(slot).nextDouble();
  }

  @Test
  void wordsOfPartsAndSizesAreReadAndOthersRefusedWithTheList() {
    assertThat(Part.of("second-season")).isEqualTo(Part.SECOND_SEASON);
    assertThat(Size.of("lean")).isEqualTo(Size.LEAN);
    assertThatThrownBy(() -> Part.of("lstn")).hasMessageContaining("expected one of lstm, highway");
    assertThatThrownBy(() -> Size.of("big")).hasMessage("expected standard or lean, found big");
  }

  private static double error(SeriesSettings settings, long step, LongToDoubleFunction truth) {
    return error(stream(settings, shipped()), step, truth);
  }

  /** Root mean square error ten steps ahead over the last third of 3,000 rows. */
  private static double error(Streams stream, long step, LongToDoubleFunction truth) {
    long start = START / DAY * DAY;
    double squares = 0;
    for (int i = 0; i < 3_000; i++) {
      stream.atTime(start + i * step, truth.applyAsDouble(i));
      squares += i < 2_000 ? 0 : Math.pow(stream.last().point(10) - truth.applyAsDouble(i + 10), 2);
    }
    return Math.sqrt(squares / 1_000);
  }

  private static double noise(long slot) {
    return .5 * new Random(slot).nextGaussian();
  }

  private static SeriesSettings settings(long step, long season, boolean nonNegative, Size size) {
    return new SeriesSettings(step, season, nonNegative, size);
  }

  private static Forecaster shipped() {
    return new Forecaster(0, ShippedModel.load(), ForecasterSettings.defaults());
  }

  private static Streams stream(SeriesSettings settings, Forecaster forecaster) {
    return new Streams(forecaster, SeriesState.start(settings));
  }
}
