package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ModelShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  private static final long MINUTE = 60_000;

  @Test
  void aStateOfTheFirstFormatIsReadAndGoesOn() throws IOException {
    SeriesState state = StateCodec.decode(golden(1));
    SeriesState today = sample();
    assertThat(state.stepMillis()).isEqualTo(today.stepMillis());
    assertThat(state.modelVersion()).isEqualTo(today.modelVersion());
    assertThat(state.parked()).isEqualTo(today.parked());
    assertThat(state.scaler().scale()).isEqualTo(today.scaler().scale());
    assertThat(state.recurrent().hidden(0)).isEqualTo(today.recurrent().hidden(0));
    assertThat(state.calibration().halfWidth(0, 0)).isPositive();
    long next = state.parked().time() + state.stepMillis();
    Forecaster forecaster = forecaster();
    forecaster.observe(state, new Observation(5, next, 9), new Silent());
    assertThat(forecaster.forecast(state).point(1)).isFinite();
    assertThat(StateCodec.encode(state)[0]).isEqualTo((byte) 3);
  }

  @Test
  void aStateOfTheSecondFormatIsReadAndGoesOn() throws IOException {
    SeriesState state = StateCodec.decode(golden(2));
    SeriesState today = sample();
    Forecaster forecaster = forecaster();
    assertThat(state.scaler().scale()).isEqualTo(today.scaler().scale());
    assertThat(state.recurrent().hidden(0)).isEqualTo(today.recurrent().hidden(0));
    assertThat(forecaster.sharedPoints(state)).isEqualTo(forecaster.sharedPoints(today));
    assertThat(state.parked()).isEqualTo(today.parked());
    forecaster.observe(state, new Observation(5, state.parked().time() + 1, 9), new Silent());
    assertThat(forecaster.forecast(state).point(1)).isFinite();
  }

  @Test
  void bytesOfTheThirdFormatAreStillReadAndWritten() throws IOException {
    assertThat(HexFormat.of().formatHex(StateCodec.encode(sample())))
        .isEqualTo(HexFormat.of().formatHex(golden(3)));
    assertThat(StateCodec.encode(StateCodec.decode(golden(3)))).isEqualTo(golden(3));
  }

  @Test
  void aStateIsWrittenIntoALargerArrayAndReadFromIt() {
    byte[] alone = StateCodec.encode(sample());
    byte[] larger = new byte[alone.length + 20];
    StateCodec.encode(sample(), larger, 7);
    assertThat(Arrays.copyOfRange(larger, 7, 7 + alone.length)).isEqualTo(alone);
    SeriesState read = StateCodec.decode(larger, 7, 7 + alone.length);
    assertThat(StateCodec.encode(read)).isEqualTo(alone);
    assertThat(StateCodec.bytes(read)).isEqualTo(alone.length);
    assertThatThrownBy(() -> StateCodec.decode(larger, 7, 6 + alone.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNewerFormatIsRefusedByNumber() {
    byte[] bytes = StateCodec.encode(sample());
    bytes[0] = 77;
    assertThatThrownBy(() -> StateCodec.decode(bytes)).hasMessageContaining("format 77");
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] bytes = StateCodec.encode(sample());
    for (int size = 0; size < bytes.length; size++) {
      byte[] truncated = Arrays.copyOf(bytes, size);
      assertThatThrownBy(() -> StateCodec.decode(truncated))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aStateThatLearnsItsStepComesBack() {
    SeriesState state = SeriesState.start(0);
    Forecaster forecaster = forecaster();
    for (int i = 0; i < 5; i++) {
      forecaster.observe(state, new Observation(i, i * MINUTE, i), new Silent());
    }
    SeriesState back = StateCodec.decode(StateCodec.encode(state));
    assertThat(StateCodec.encode(back)).isEqualTo(StateCodec.encode(state));
  }

  /** Four rows of a twice-daily series and a parked observation, under version 3. */
  private static SeriesState sample() {
    SeriesState state = SeriesState.start(12 * 3_600_000);
    Forecaster forecaster = forecaster();
    double[] values = {1, 2, 4, 3};
    for (int i = 0; i < values.length; i++) {
      long time = 1_700_000_000_000L + i * state.stepMillis();
      forecaster.observe(state, new Observation(i, time, values[i]), new Silent());
    }
    forecaster.observe(state, new Observation(4, 1_800_000_000_000L, 9), new Silent());
    return state;
  }

  private static Forecaster forecaster() {
    ModelShape tiny = new ModelShape(2, 1, 3, 4, List.of(.1f, .5f, .9f));
    return new Forecaster(3, TestModels.random(tiny, 11), ForecasterSettings.defaults());
  }

  private static byte[] golden(int format) throws IOException {
    try (InputStream in =
        StateCodecTest.class.getResourceAsStream("state-format-" + format + ".hex")) {
      String hex = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
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
