package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.Float32Vector;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a series does under settings that change between two of its records. */
class SeriesStepTest {
  private static final int LARGEST_REQUEST = 1 << 20;
  private static final int WARM = 200;

  private byte[] state;
  private ForecastEvent newest;
  private long offset;

  @Test
  void aSignThatIsConfiguredHoldsFromTheNextRecordOn() {
    observe(WARM, Map.of());
    assertThat(lowest()).isNegative();
    observe(1, Map.of("tidegate.nonnegative.patterns", "sales.*"));
    assertThat(lowest()).isZero();
    assertThat(newest.getState()).isEqualTo(ForecastState.WARM);
    observe(1, Map.of());
    assertThat(lowest()).isNegative();
  }

  @Test
  void aSizeThatIsConfiguredHoldsFromTheNextRecordOn() {
    observe(WARM, Map.of());
    int standard = state.length;
    observe(1, Map.of("tidegate.size", "lean"));
    assertThat(state.length).isLessThan(standard);
    assertThat(newest.getSourceOffset()).isEqualTo(WARM);
    observe(1, Map.of());
    assertThat(state.length).isGreaterThan(standard / 2);
  }

  @Test
  void aSeasonThatIsConfiguredHoldsFromTheNextRecordOn() {
    observe(WARM, Map.of());
    byte[] before = state;
    ForecastEvent byDay = observe(1, Map.of());
    state = before;
    offset = WARM;
    ForecastEvent byFourHours = observe(1, Map.of("tidegate.season.patterns", "sales*=PT4H"));
    assertThat(byFourHours.getQuantiles()).isNotEqualTo(byDay.getQuantiles());
    assertThat(byFourHours.getOrigin()).isEqualTo(byDay.getOrigin());
  }

  @Test
  void aPartThatIsSwitchedOffDoesNotSpeak() {
    observe(WARM, Map.of());
    byte[] before = state;
    ForecastEvent whole = observe(1, Map.of());
    state = before;
    offset = WARM;
    ForecastEvent without = observe(1, Map.of("tidegate.without", "lstm,second-season"));
    assertThat(without.getQuantiles()).isNotEqualTo(whole.getQuantiles());
  }

  /** Mostly nothing, sometimes a little: a lower quantile that need not care goes below zero. */
  private static double valueAt(long slot) {
    return slot % 5 == 0 ? 3 + slot % 2 : 0;
  }

  private ForecastEvent observe(int records, Map<String, String> keys) {
    StreamSettings settings = settings(keys);
    SeriesStep step = new SeriesStep(settings, LARGEST_REQUEST);
    Forecaster forecaster = step.forecaster(0, ShippedModel.load(settings.size()));
    for (int i = 0; i < records; i++) {
      SeriesInput input =
          step.reader()
              .read(
                  "sales.1",
                  ObservationEvent.newBuilder()
                      .setTime(slot(offset))
                      .setValue(valueAt(offset))
                      .build(),
                  slot(offset).toEpochMilli(),
                  offset);
      SeriesStep.Moved moved =
          step.move(
              "topic",
              0,
              "sales.1",
              new StoredStates(state, null),
              Lineup.of(forecaster),
              Ledger.Lookout.NO_TIME,
              input);
      state = moved.states().champion();
      newest = ((StreamOutput.Forecasted) moved.outputs().get(0).value()).event();
      offset++;
    }
    return newest;
  }

  private static StreamSettings settings(Map<String, String> keys) {
    Map<String, String> all = new TreeMap<>(keys);
    all.put("tidegate.step", TopologyFixture.STEP.toString());
    return StreamSettings.load(null, Map.of(), all);
  }

  private double lowest() {
    double lowest = Double.MAX_VALUE;
    for (float difference : Float32Vector.decode(newest.getQuantiles())) {
      lowest = Math.min(lowest, newest.getValue() + difference);
    }
    return lowest;
  }
}
