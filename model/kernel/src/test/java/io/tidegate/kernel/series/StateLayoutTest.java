package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateLayoutTest {
  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000_000_000L / HOUR * HOUR;

  private final Forecaster forecaster =
      new Forecaster(0, ShippedModel.load(Size.STANDARD), ForecasterSettings.defaults());

  private SeriesState series(long stepMillis, int rows, boolean covariates) {
    SeriesState state = SeriesState.start(stepMillis);
    for (int i = 0; i < rows; i++) {
      var known = new TreeMap<String, Double>();
      if (covariates && i % 3 != 0) {
        known.put("holiday", i % 7 == 0 ? 1.0 : 0.0);
        known.put("température", 15 + Math.sin(i * .1));
      }
      double value = 100 + 10 * Math.sin(i * .26) + i % 5;
      forecaster.observe(state, new Observation(i, START + i * HOUR, value, known), new Silent());
    }
    return state;
  }

  private static void comesBack(SeriesState state) {
    byte[] bytes = StateCodec.encode(state);
    assertThat(StateLayout.bytes(StateLayout.fields(bytes))).isEqualTo(bytes);
  }

  @Test
  void theFieldsOfAStateGiveTheVerySameBytes() {
    comesBack(SeriesState.start(0));
    comesBack(SeriesState.start(HOUR));
    comesBack(series(0, 2, false));
    comesBack(series(HOUR, 300, false));
    comesBack(series(HOUR, 30, true));
    comesBack(series(HOUR, 300, true));
  }

  @Test
  void soDoThoseOfALeanOneAndOfOneWithAParkedObservationAndWithWhatIsKnownAhead() {
    SeriesState state = series(HOUR, 60, true);
    forecaster.announce(
        state, new KnownFuture(60, START + 70 * HOUR, new TreeMap<>(Map.of("holiday", 1.0))));
    forecaster.observe(
        state,
        new Observation(61, START + 5_000 * HOUR, 7, new TreeMap<>(Map.of("holiday", -0.0))),
        new Silent());
    assertThat(state.parked()).isNotNull();
    comesBack(state);
    SeriesState lean = SeriesState.start(new SeriesSettings(HOUR, -1, true, Size.LEAN));
    Forecaster small =
        new Forecaster(0, ShippedModel.load(Size.LEAN), ForecasterSettings.defaults());
    for (int i = 0; i < 120; i++) {
      small.observe(lean, new Observation(i, START + i * HOUR, i % 24), new Silent());
    }
    comesBack(lean);
  }

  @Test
  void aFieldThatIsMissingOrWrongIsNamed() {
    Map<String, Object> fields = StateLayout.fields(StateCodec.encode(series(HOUR, 60, false)));
    assertThatThrownBy(() -> StateLayout.bytes(Map.of("format", 3L)))
        .hasMessageContaining("field flags is missing");
    Map<String, Object> other = new TreeMap<>(fields);
    other.put("scaler", "much");
    assertThatThrownBy(() -> StateLayout.bytes(other))
        .hasMessageContaining("field scaler: expected fields by name, found much");
    other.put("scaler", fields.get("scaler"));
    other.put("slot", 1.5);
    assertThatThrownBy(() -> StateLayout.bytes(other))
        .hasMessageContaining("field slot: expected a whole number");
    other.put("slot", fields.get("slot"));
    other.put("rows", Map.of("count", 2L, "bridged", List.of(), "values", List.of(1f)));
    assertThatThrownBy(() -> StateLayout.bytes(other)).isInstanceOf(IllegalArgumentException.class);
  }

  private static final class Silent implements Verdicts {
    @Override
    public void accepted(Observation observation) {}

    @Override
    public void counted(Observation observation, CountReason reason) {}

    @Override
    public void parked(Observation observation) {}

    @Override
    public void refused(Observation observation, String reason) {}
  }
}
