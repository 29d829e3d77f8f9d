package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.AccuracyReport;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.kernel.series.StepAccuracy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class RealisedAccuracyTest {
  private static final Model MODEL = TestModels.random(TestModels.SMALL, 1);
  private static final long DAY = 24;

  @Test
  void aReportIsDueAfterADayButNotBefore24RowsAndNotAfter100() {
    assertDueEvery(24, HOUR);
    assertDueEvery(48, HOUR / 2);
    assertDueEvery(100, HOUR / 60);
    assertDueEvery(24, 12 * HOUR);
    assertDueEvery(24, 24 * HOUR);
  }

  private static void assertDueEvery(int rows, long step) {
    Streams stream = stream(step, MODEL);
    for (int row = 0; row < 500; row++) {
      stream.atTime(Streams.START + row * step, row % 7);
      Optional<AccuracyReport> report = stream.state.takeAccuracy();
      assertThat(report.isPresent()).as("row " + row).isEqualTo(row % rows == rows - 1);
      report.ifPresent(full -> assertThat(full.observations()).isEqualTo(rows));
    }
  }

  @Test
  void theSumsAreThoseOfEveryForecastThatWasScored() {
    Streams stream = stream(HOUR, ShippedModel.load());
    List<AccuracyReport> reports = run(stream, 0, 40 * DAY, Streams::wave);
    assertThat(reports).hasSize(40);
    for (int day : new int[] {0, 1, 5, 39}) {
      for (StepAccuracy step : reports.get(day).steps()) {
        assertSums(step, bruteForce(stream, step.step(), day * DAY, (day + 1) * DAY));
      }
    }
    for (StepAccuracy step : reports.get(39).steps()) {
      assertThat(step.forecasts()).isBetween(step.step() == 1 ? 24 : 5, step.step() == 1 ? 24 : 7);
    }
    assertThat(reports.get(39).ofEarlierVersions()).isZero();
  }

  /** The same from what was said and what came: count, sums, hits of each interval. */
  private static StepAccuracy bruteForce(Streams stream, int step, long from, long to) {
    int count = 0;
    double[] sums = new double[2];
    int intervals = stream.last().levels().length / 2;
    int[] hits = new int[intervals];
    for (long target = Math.max(from, step); target < to; target++) {
      long origin = target - step;
      long slot = Streams.START / HOUR + origin;
      if (step == 1 || (slot % DAY + slot / DAY) % 4 == 0) {
        Forecast forecast = stream.forecasts.get((int) origin);
        double actual = Streams.wave(target);
        double error = actual - forecast.point(step);
        count++;
        sums[0] += Math.abs(error);
        sums[1] += error * error;
        for (int i = 0; i < intervals; i++) {
          double upper = forecast.quantile(step, 2 * intervals - i);
          boolean within = actual >= forecast.quantile(step, i) && actual <= upper;
          hits[i] += within ? 1 : 0;
        }
      }
    }
    return new StepAccuracy(step, count, sums[0], sums[1], Arrays.stream(hits).boxed().toList());
  }

  private static void assertSums(StepAccuracy found, StepAccuracy expected) {
    assertThat(found.forecasts()).isEqualTo(expected.forecasts());
    assertThat(found.hits()).isEqualTo(expected.hits());
    assertClose(found.absoluteErrors(), expected.absoluteErrors());
    assertClose(found.squaredErrors(), expected.squaredErrors());
  }

  private static void assertClose(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-5 * Math.max(1, expected)));
  }

  @Test
  void reportsPromiseAndHoldWhatTheIntervalsSay() {
    Streams stream = stream(HOUR, ShippedModel.load());
    run(stream, 0, 50 * DAY, Streams::wave);
    List<AccuracyReport> reports = run(stream, 50 * DAY, 550 * DAY, Streams::wave);
    assertThat(reports.get(0).promised()).containsExactly(.9f, .8f, .5f);
    for (int group = 0; group < reports.get(0).steps().size(); group++) {
      int at = group;
      double held = reports.stream().mapToInt(r -> r.steps().get(at).hits().get(0)).sum();
      double scored = reports.stream().mapToInt(r -> r.steps().get(at).forecasts()).sum();
      assertThat(held / scored).isCloseTo(.9, within(.02));
    }
  }

  @Test
  void storingTheStateAtAnyStepChangesNoReport() {
    Streams kept = stream(HOUR, MODEL);
    Streams stored = stream(HOUR, MODEL);
    for (long slot = 0; slot < 8 * DAY; slot++) {
      kept.at(slot, Streams.wave(slot));
      stored.at(slot, Streams.wave(slot));
      stored.state = StateCodec.decode(StateCodec.encode(stored.state));
      assertThat(stored.state.takeAccuracy()).isEqualTo(kept.state.takeAccuracy());
    }
  }

  @Test
  void aReportThatNobodyTookIsLetGo() {
    Streams taken = stream(HOUR, MODEL);
    run(taken, 0, 3 * DAY + 1, Streams::wave);
    Streams left = stream(HOUR, MODEL).over(0, 3 * DAY + 1, Streams::wave);
    assertThat(StateCodec.encode(left.state)).isEqualTo(StateCodec.encode(taken.state));
  }

  @Test
  void forecastsOfTheVersionBeforeAreCountedAsSuch() {
    Streams before = stream(HOUR, MODEL);
    run(before, 0, 10 * DAY, Streams::wave);
    before.over(10 * DAY, 10 * DAY + 12, Streams::wave);
    Streams after =
        new Streams(forecaster(2, TestModels.random(TestModels.SMALL, 2)), before.state);
    List<AccuracyReport> reports = run(after, 10 * DAY + 12, 20 * DAY, Streams::wave);
    AccuracyReport mixed = reports.get(0);
    int scored = mixed.steps().stream().mapToInt(StepAccuracy::forecasts).sum();
    assertThat(mixed.observations()).isEqualTo(24);
    assertThat(mixed.ofEarlierVersions()).isBetween(scored / 2, scored - 1);
    assertThat(reports.get(4).ofEarlierVersions()).isZero();
  }

  @Test
  void aReportCutAtAnyRowCoversTheRowsSinceTheOneBefore() {
    Streams stream = stream(HOUR, MODEL);
    run(stream, 0, 5 * DAY, Streams::wave);
    stream.over(5 * DAY, 5 * DAY + 7, Streams::wave);
    AccuracyReport cut = stream.state.cutAccuracy();
    assertThat(cut.observations()).isEqualTo(7);
    for (StepAccuracy step : cut.steps()) {
      assertSums(step, bruteForce(stream, step.step(), 5 * DAY, 5 * DAY + 7));
    }
    assertThat(stream.state.cutAccuracy().observations()).isZero();
    List<AccuracyReport> next = run(stream, 5 * DAY + 7, 6 * DAY + 7, Streams::wave);
    assertThat(next).hasSize(1);
    assertThat(next.get(0).observations()).isEqualTo(24);
  }

  @Test
  void aReportCutWhereOneIsDueIsThatReport() {
    Streams taken = stream(HOUR, MODEL).over(0, DAY, Streams::wave);
    Streams cut = stream(HOUR, MODEL).over(0, DAY, Streams::wave);
    assertThat(cut.state.cutAccuracy()).isEqualTo(taken.state.takeAccuracy().orElseThrow());
    assertThat(StateCodec.encode(cut.state)).isEqualTo(StateCodec.encode(taken.state));
  }

  @Test
  void whatWasScoredBeforeAJumpIsStillReported() {
    Streams stream = stream(HOUR, MODEL);
    run(stream, 0, 5 * DAY + 20, Streams::wave);
    stream.at(5_000, 1).at(5_001, 2).at(5_002, 3).at(5_003, 4);
    AccuracyReport report = stream.state.takeAccuracy().orElseThrow();
    assertThat(report.observations()).isEqualTo(24);
    assertThat(report.steps().get(0).forecasts()).isGreaterThanOrEqualTo(5);
    assertThat(report.ofEarlierVersions()).isZero();
  }

  @Test
  void largeValuesStayFinite() {
    Streams stream = stream(HOUR, MODEL);
    for (AccuracyReport report : run(stream, 0, 10 * DAY, slot -> slot % 2 == 0 ? 1e30 : -1e30)) {
      for (StepAccuracy step : report.steps()) {
        assertThat(step.squaredErrors()).isFinite();
        assertThat(step.absoluteErrors()).isFinite();
      }
    }
  }

  @Test
  void anHourlySeriesOfTheShippedModelStaysWithinItsBytes() {
    Streams stream = stream(HOUR, ShippedModel.load());
    for (long slot = 0; slot < 20 * DAY; slot++) {
      stream.at(slot, Streams.wave(slot));
      assertThat(StateCodec.encode(stream.state).length).isLessThanOrEqualTo(4_096);
    }
  }

  private static List<AccuracyReport> run(
      Streams stream, long from, long to, LongToDoubleFunction values) {
    List<AccuracyReport> reports = new ArrayList<>();
    for (long slot = from; slot < to; slot++) {
      stream.at(slot, values.applyAsDouble(slot));
      stream.state.takeAccuracy().ifPresent(reports::add);
    }
    return reports;
  }

  private static Streams stream(long step, Model model) {
    return new Streams(forecaster(1, model), SeriesState.start(step));
  }

  private static Forecaster forecaster(long version, Model model) {
    return new Forecaster(version, model, ForecasterSettings.defaults());
  }
}
