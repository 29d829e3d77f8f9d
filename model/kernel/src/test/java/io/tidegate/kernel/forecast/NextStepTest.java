package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static io.tidegate.kernel.forecast.Streams.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.NextStep;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a row is told that was said of it one step before. */
class NextStepTest implements Verdicts {
  private final Forecaster forecaster =
      new Forecaster(0, ShippedModel.load(), ForecasterSettings.defaults());
  private SeriesState state = SeriesState.start(HOUR);
  private final List<NextStep> said = new ArrayList<>();
  private final List<Forecast> forecasts = new ArrayList<>();
  private long offset;

  private void at(long slot, double value) {
    forecaster.observe(state, new Observation(offset++, START + slot * HOUR, value), this);
    state = StateCodec.decode(StateCodec.encode(state));
  }

  @Override
  public void accepted(Observation observation) {
    said.add(state.saidBefore());
    forecasts.add(forecaster.forecast(state));
  }

  @Override
  public void counted(Observation observation, CountReason reason) {}

  @Override
  public void parked(Observation observation) {}

  @Override
  public void refused(Observation observation, String reason) {}

  private void assertSaid(int row) {
    Forecast before = forecasts.get(row - 1);
    NextStep next = said.get(row);
    double size = Math.max(1, Math.abs(before.point(1)));
    assertThat(next.point()).isCloseTo(before.point(1), within(2e-6 * size));
    assertThat(next.low()).isCloseTo(before.quantile(1, 0), within(2e-6 * size));
    assertThat(next.high()).isCloseTo(before.quantile(1, 6), within(2e-6 * size));
    assertThat(next.scale()).isPositive();
  }

  @Test
  void itIsWhatTheForecastOfTheRowBeforeSaid() {
    assertThat(forecasts).isEmpty();
    for (int i = 0; i < 400; i++) {
      at(i, 1_000 + Streams.wave(i));
    }
    assertThat(said.get(0)).isNull();
    for (int row = 1; row < 400; row++) {
      assertSaid(row);
    }
  }

  @Test
  void ofASeriesThatIsNeverBelowZeroNothingBelowZeroWasSaid() {
    state = SeriesState.start(new SeriesSettings(HOUR, SeriesSettings.AUTO, true, Size.STANDARD));
    for (int i = 0; i < 200; i++) {
      at(i, i % 7 == 0 ? 3 : 0);
    }
    for (int row = 1; row < 200; row++) {
      assertSaid(row);
      assertThat(said.get(row).low()).isNotNegative();
    }
  }

  @Test
  void afterAGapAndAfterANewBeginningNothingWasSaid() {
    for (int i = 0; i < 60; i++) {
      at(i, Streams.wave(i));
    }
    at(62, 10);
    assertThat(said.get(60)).isNull();
    at(61, 10); // late
    at(63, 10);
    assertThat(said).hasSize(62);
    assertSaid(61);
    at(1_000, 10); // parked
    at(1_001, 10);
    assertThat(said).hasSize(64);
    assertThat(said.get(62)).isNull();
    assertSaid(63);
  }

  @Test
  void theFirstRowUnderAnotherVersionIsToldWhatTheOneBeforeSaid() {
    for (int i = 0; i < 60; i++) {
      at(i, Streams.wave(i));
    }
    Forecaster other =
        new Forecaster(1, ShippedModel.load(Size.LEAN), ForecasterSettings.defaults());
    other.observe(state, new Observation(offset++, START + 60 * HOUR, 10), this);
    assertSaid(60);
  }
}
