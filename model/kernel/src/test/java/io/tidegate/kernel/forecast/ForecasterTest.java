package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static io.tidegate.kernel.forecast.Streams.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecasterTest {
  private static final ForecasterSettings SETTINGS = ForecasterSettings.defaults();
  private static final Model MODEL = TestModels.random(TestModels.SMALL, 1);

  @Test
  void theSameInputTwiceGivesTheSameBytes() {
    Streams one = hourly().over(0, 500, Streams::wave);
    Streams other = hourly().over(0, 500, Streams::wave);
    assertThat(StateCodec.encode(one.state)).isEqualTo(StateCodec.encode(other.state));
    assertThat(one.last().quantileDifferences()).isEqualTo(other.last().quantileDifferences());
  }

  @Test
  void serialisingAtAnyStepChangesNothing() {
    Streams kept = new Streams(forecaster(1, MODEL), SeriesState.start(0));
    Streams stored = new Streams(forecaster(1, MODEL), SeriesState.start(0));
    for (long slot = 0; slot < 400; slot++) {
      long at = slot + (slot > 200 ? 5 : 0);
      kept.at(at, Streams.wave(at));
      stored.at(at, Streams.wave(at));
      stored.state = StateCodec.decode(StateCodec.encode(stored.state));
      assertThat(stored.last().quantileDifferences()).isEqualTo(kept.last().quantileDifferences());
    }
    assertThat(StateCodec.encode(stored.state)).isEqualTo(StateCodec.encode(kept.state));
  }

  @Test
  void forecastLeavesTheStateUntouched() {
    Streams stream = hourly().over(0, 300, Streams::wave);
    byte[] before = StateCodec.encode(stream.state);
    float[] first = stream.forecaster.forecast(stream.state).quantileDifferences();
    float[] second = stream.forecaster.forecast(stream.state).quantileDifferences();
    assertThat(second).isEqualTo(first);
    assertThat(StateCodec.encode(stream.state)).isEqualTo(before);
  }

  @Test
  void quantilesNeverCross() {
    Streams stream =
        hourly().over(0, 1_000, slot -> Streams.wave(slot) * (slot % 97 == 0 ? 50 : 1));
    for (Forecast forecast : stream.forecasts) {
      for (int step = 1; step <= forecast.horizon(); step++) {
        for (int level = 1; level < forecast.levels().length; level++) {
          assertThat(forecast.quantileDifference(step, level))
              .isGreaterThanOrEqualTo(forecast.quantileDifference(step, level - 1));
        }
      }
    }
  }

  @Test
  void theFirstRecordHasAForecastThatIsWideAndCold() {
    Forecast forecast = hourly().at(0, 20).last();
    assertThat(forecast.state()).isEqualTo(ForecastState.COLD);
    assertThat(forecast.point(1)).isCloseTo(20, within(1e-6));
    assertThat(forecast.quantile(1, 4) - forecast.quantile(1, 0)).isGreaterThan(1);
  }

  @Test
  void aSeriesIsWarmAfter48Rows() {
    Streams stream = hourly().over(0, 60, Streams::wave);
    assertThat(stream.forecasts.get(46).state()).isEqualTo(ForecastState.COLD);
    assertThat(stream.forecasts.get(47).state()).isEqualTo(ForecastState.WARM);
  }

  @Test
  void aChangeOfUnitChangesNothingButTheUnit() {
    Streams plain = hourly().over(0, 400, Streams::wave);
    Streams scaled = hourly().over(0, 400, slot -> 1024 * Streams.wave(slot));
    for (int step = 1; step <= 24; step++) {
      assertThat(scaled.last().point(step) / 1024)
          .isCloseTo(plain.last().point(step), within(1e-4));
    }
  }

  @Test
  void aLargeLevelCostsNoPrecision() {
    Streams plain = hourly().over(0, 400, Streams::wave);
    Streams lifted = hourly().over(0, 400, slot -> 1e12 + Streams.wave(slot));
    for (int step = 1; step <= 24; step++) {
      assertThat(lifted.last().quantileDifference(step, 2))
          .isCloseTo(plain.last().quantileDifference(step, 2), within(.02f));
    }
  }

  @Test
  void theStepIsFoundAndTheSeriesGoesOn() {
    Streams stream = new Streams(forecaster(1, MODEL), SeriesState.start(0));
    stream.over(0, 8, Streams::wave);
    assertThat(stream.last().stepMillis()).isZero();
    stream.over(8, 100, Streams::wave);
    assertThat(stream.last().stepMillis()).isEqualTo(HOUR);
    assertThat(stream.forecasts).hasSize(100);
  }

  @Test
  void aSecondValueForASlotIsADuplicate() {
    Streams stream = hourly().over(0, 20, Streams::wave);
    byte[] before = StateCodec.encode(stream.state);
    stream.atTime(START + 19 * HOUR + 1_000, 99).atTime(START + 10 * HOUR, 99);
    assertThat(stream.verdicts).endsWith("DUPLICATE 20", "DUPLICATE 21");
    assertThat(StateCodec.encode(stream.state)).isEqualTo(before);
  }

  @Test
  void aValueFromTheFarPastIsLate() {
    Streams stream = hourly().over(0, 20, Streams::wave);
    stream.at(-500_000, 1);
    assertThat(stream.verdicts).endsWith("LATE 20");
  }

  @Test
  void missingSlotsAreBridgedAndNothingIsLearntFromThem() {
    Streams stream = hourly().over(0, 100, Streams::wave);
    int rows = stream.state.scaler().rows();
    stream.at(110, Streams.wave(110));
    assertThat(stream.last().state()).isEqualTo(ForecastState.WARM);
    assertThat(stream.state.scaler().rows()).isEqualTo(rows + 1);
    assertThat(stream.state.ring().bridged(0)).isFalse();
    for (int ago = 1; ago <= 10; ago++) {
      assertThat(stream.state.ring().bridged(ago)).isTrue();
    }
    assertThat(stream.state.ring().bridged(11)).isFalse();
  }

  @Test
  void bridgedValuesAreTheMediansForecastBeforeTheGap() {
    Streams stream = hourly().over(0, 100, Streams::wave);
    Forecast before = stream.last();
    stream.at(105, Streams.wave(105));
    for (int step = 1; step <= 5; step++) {
      double bridged = stream.state.base() + stream.state.ring().value(6 - step);
      assertThat(bridged).isCloseTo(before.point(step), within(1e-4));
    }
  }

  @Test
  void aLateValueTakesThePlaceOfABridgedOneOnce() {
    Streams stream = hourly().over(0, 100, Streams::wave);
    stream.at(103, Streams.wave(103));
    int forecasts = stream.forecasts.size();
    stream.at(101, 12.5);
    assertThat(stream.verdicts).endsWith("LATE 101");
    assertThat(stream.forecasts).hasSize(forecasts);
    assertThat(stream.state.ring().bridged(2)).isFalse();
    assertThat(stream.state.base() + stream.state.ring().value(2)).isCloseTo(12.5, within(1e-5));
    stream.at(101, 13.5);
    assertThat(stream.verdicts).endsWith("DUPLICATE 102");
  }

  @Test
  void aLateValueBeyondTheGraceChangesNothing() {
    Streams stream = hourly().over(0, 100, Streams::wave);
    stream.at(102, Streams.wave(102)).over(103, 140, Streams::wave);
    byte[] before = StateCodec.encode(stream.state);
    stream.at(101, 12.5);
    assertThat(stream.verdicts).endsWith("LATE 138");
    assertThat(StateCodec.encode(stream.state)).isEqualTo(before);
  }

  @Test
  void aConfirmedJumpStartsTheSeriesColdWithBothForecasts() {
    Streams stream = hourly().over(0, 100, Streams::wave);
    stream.at(1_000, 5);
    assertThat(stream.verdicts).endsWith("parked 100");
    stream.at(1_001, 6);
    assertThat(stream.verdicts).endsWith("parked 100", "accepted 100", "accepted 101");
    assertThat(stream.forecasts).hasSize(102);
    assertThat(stream.forecasts.get(100).origin()).isEqualTo(START + 1_000 * HOUR);
    assertThat(stream.last().state()).isEqualTo(ForecastState.COLD);
    assertThat(stream.last().stepMillis()).isEqualTo(HOUR);
  }

  @Test
  void anUnconfirmedJumpIsRefusedAndTheSeriesLivesOn() {
    Streams jumped = hourly().over(0, 100, Streams::wave).at(1_000, 5).at(100, Streams.wave(100));
    Streams plain = hourly().over(0, 101, Streams::wave);
    assertThat(jumped.verdicts).endsWith("parked 100", "refused 100", "accepted 101");
    assertThat(StateCodec.encode(jumped.state)).isEqualTo(StateCodec.encode(plain.state));
  }

  @Test
  void aJumpAfterAJumpParksTheSecond() {
    Streams stream = hourly().over(0, 100, Streams::wave).at(1_000, 5).at(5_000, 5);
    assertThat(stream.verdicts).endsWith("parked 100", "refused 100", "parked 101");
  }

  @Test
  void aParkedObservationSurvivesItsBytes() {
    Streams stream = hourly().over(0, 100, Streams::wave).at(1_000, 5);
    stream.state = StateCodec.decode(StateCodec.encode(stream.state));
    stream.at(1_000, 7);
    assertThat(stream.verdicts).endsWith("accepted 100", "DUPLICATE 101");
  }

  @Test
  void aNewVersionKeepsHistoryAndLeavesNoGapAndNoColdState() {
    Streams stream = hourly().over(0, 300, Streams::wave);
    Streams swapped =
        new Streams(forecaster(2, TestModels.random(TestModels.SMALL, 2)), stream.state);
    swapped.over(300, 400, Streams::wave);
    assertThat(swapped.forecasts).hasSize(100);
    assertThat(swapped.state.modelVersion()).isEqualTo(2);
    assertThat(swapped.forecasts.get(0).state()).isEqualTo(ForecastState.REWARMED);
    assertThat(swapped.forecasts).extracting(Forecast::state).doesNotContain(ForecastState.COLD);
    assertThat(swapped.last().state()).isEqualTo(ForecastState.WARM);
  }

  @Test
  void replayingTheRingComesCloseToHavingAlwaysBeenUnderTheNewVersion() {
    assertThat(apartAfterASwap(Streams::wave)).isLessThan(.005);
  }

  @Test
  void replayedRowsAreSeenFromTheLevelOfTheirTime() {
    assertThat(apartAfterASwap(slot -> Streams.wave(slot) + 40 * Math.sin(slot / 80.0)))
        .isLessThan(.005);
  }

  /** Root mean square difference of hidden values: swapped to, or always under, a version. */
  private static double apartAfterASwap(LongToDoubleFunction values) {
    Model next = TestModels.random(TestModels.SMALL, 2);
    Streams always = new Streams(forecaster(2, next), SeriesState.start(HOUR));
    always.over(0, 2_001, values);
    Streams stream = hourly().over(0, 2_000, values);
    Streams swapped = new Streams(forecaster(2, next), stream.state);
    swapped.at(2_000, values.applyAsDouble(2_000));
    double squares = 0;
    int layers = TestModels.SMALL.layers();
    int units = TestModels.SMALL.units();
    for (int layer = 0; layer < layers; layer++) {
      for (int unit = 0; unit < units; unit++) {
        float full = always.state.recurrent().hidden(layer)[unit];
        float replayed = swapped.state.recurrent().hidden(layer)[unit];
        squares += (full - replayed) * (double) (full - replayed);
      }
    }
    return Math.sqrt(squares / (layers * units));
  }

  @Test
  void aWeekIsFoundInDailyValuesAndForecast() {
    double[] week = {5, 5, 6, 6, 9, 20, 22};
    Random random = new Random(3);
    long day = 24 * HOUR;
    Streams stream = new Streams(forecaster(0, ShippedModel.load()), SeriesState.start(day));
    double squares = 0;
    for (int i = 0; i < 900; i++) {
      stream.atTime(START / day * day + i * day, week[i % 7] + .3 * random.nextGaussian());
      if (i >= 500) {
        squares += Math.pow(stream.last().point(3) - week[(i + 3) % 7], 2);
      }
    }
    assertThat(Math.sqrt(squares / 400)).isLessThan(.6);
  }

  @Test
  void aNewVersionMayHaveOtherSizes() {
    ModelShape other = new ModelShape(12, 1, 50, 30, List.of(.05f, .5f, .95f));
    Streams stream = hourly().over(0, 300, Streams::wave);
    Streams swapped = new Streams(forecaster(2, TestModels.random(other, 2)), stream.state);
    swapped.at(300, Streams.wave(300));
    assertThat(swapped.last().horizon()).isEqualTo(30);
    assertThat(swapped.last().levels()).containsExactly(.05f, .5f, .95f);
    assertThat(swapped.last().state()).isEqualTo(ForecastState.REWARMED);
  }

  @Test
  void intervalsCoverWhatTheyPromiseInTheLongRun() {
    Streams stream = hourly().over(0, 12_000, Streams::wave);
    for (int step : new int[] {1, 8, 24}) {
      assertThat(coverage(stream, step)).as("step " + step).isCloseTo(.9, within(.02));
    }
  }

  @Test
  void intervalsBetweenTheStepGroupsAreCloseToWhatTheyPromise() {
    Forecaster shipped = forecaster(0, ShippedModel.load());
    Streams stream = new Streams(shipped, SeriesState.start(HOUR)).over(0, 12_000, Streams::wave);
    for (int step : new int[] {3, 11, 19, 27, 36, 45}) {
      assertThat(coverage(stream, step)).as("step " + step).isCloseTo(.9, within(.04));
    }
  }

  /** The share of actuals within the outermost interval, after a burn-in. */
  private static double coverage(Streams stream, int step) {
    int inside = 0;
    int judged = 0;
    int last = stream.last().levels().length - 1;
    for (int origin = 500; origin + step < stream.forecasts.size(); origin++) {
      double actual = Streams.wave(origin + step);
      Forecast forecast = stream.forecasts.get(origin);
      judged++;
      if (actual >= forecast.quantile(step, 0) && actual <= forecast.quantile(step, last)) {
        inside++;
      }
    }
    return inside / (double) judged;
  }

  @Test
  void seriesOfEveryKindKeepFiniteForecastsAndBoundedBytes() {
    for (int kind = 0; kind < 6; kind++) {
      int which = kind;
      Streams stream =
          new Streams(forecaster(1, MODEL), SeriesState.start(HOUR))
              .over(0, 700, slot -> extreme(which, slot));
      for (float difference : stream.last().quantileDifferences()) {
        assertThat(difference).isFinite();
      }
      assertThat(StateCodec.encode(stream.state).length).isLessThan(4_096);
    }
  }

  @Test
  void whatNoSeriesCanTakeIsRefusedBeforeTheStateIsTouched() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e31}) {
      assertThatThrownBy(() -> new Observation(0, START, bad)).hasMessageContaining("finite");
    }
    for (long bad : new long[] {Long.MIN_VALUE, -3_000_000_000_000L, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> new Observation(0, bad, 1)).hasMessageContaining("1900");
    }
  }

  private static double extreme(int kind, long slot) {
    return switch (kind) {
      case 0 -> 0;
      case 1 -> 1e30 * (slot % 2 * 2 - 1);
      case 2 -> slot < 300 ? 5 : 1e9;
      case 3 -> slot % 50 == 0 ? 3 : 0;
      case 4 -> 1e-9 * Streams.wave(slot);
      default -> 1e-300;
    };
  }

  private static Streams hourly() {
    return new Streams(forecaster(1, MODEL), SeriesState.start(HOUR));
  }

  private static Forecaster forecaster(long version, Model model) {
    return new Forecaster(version, model, SETTINGS);
  }
}
