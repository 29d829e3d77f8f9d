package io.tidegate.stream.verify;

import static io.tidegate.stream.verify.RecordedRun.valueAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.stream.models.TestModels;
import io.tidegate.wire.Float32Vector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapReportTest {
  private static final int SWAP = 300;
  private static final int SLOTS = 420;
  private static final int HORIZON = 48;

  @TempDir Path directory;
  private RecordedRun run;

  @BeforeEach
  void begin() {
    run = new RecordedRun(directory);
  }

  @AfterEach
  void end() {
    run.close();
  }

  private void observe(int from, int to) {
    for (int slot = from; slot < to; slot++) {
      run.observe("a", slot);
      run.observe("bb", slot);
    }
  }

  private SwapReport only() {
    assertThat(run.swaps()).hasSize(1);
    return run.swaps().get(0);
  }

  @Test
  void withoutASwapThereIsNothingToReport() {
    observe(0, 20);
    assertThat(run.swaps()).isEmpty();
  }

  @Test
  void everySwapHasItsPlaceAndTheForecastsThatWereDueUntilTheNext() {
    observe(0, SWAP);
    run.publish(TestModels.snapshot(1, .25f));
    observe(SWAP, SWAP + 10);
    run.publish(TestModels.snapshot("default", 2, ModelCodec.encode(TestModels.ofAnotherShape())));
    observe(SWAP + 10, SWAP + 15);
    List<SwapReport> swaps = run.swaps();
    assertThat(swaps).extracting(SwapReport::from).containsExactly(0L, 1L);
    assertThat(swaps).extracting(SwapReport::to).containsExactly(1L, 2L);
    assertThat(swaps)
        .extracting(swap -> swap.offsets().get(0))
        .containsExactly(2L * SWAP, 2L * SWAP + 20);
    assertThat(swaps).extracting(SwapReport::observations).containsExactly(20L, 10L);
    assertThat(swaps).extracting(SwapReport::missingForecasts).containsOnly(0L);
    assertThat(swaps).extracting(SwapReport::coldForecasts).containsOnly(0L);
    assertThat(swaps.get(1).units()).isEqualTo(new SwapReport.Units(64, 2));
  }

  @Test
  void aSwapToTheSameWeightsCostsLittle() {
    observe(0, SWAP);
    run.publish(TestModels.snapshot("default", 1, ShippedModel.bytes()));
    observe(SWAP, SLOTS);
    assertThat(only().scored()).isEqualTo(2L * 48 * HORIZON);
    assertThat(only().errorRatio()).isCloseTo(1, within(.05));
  }

  @Test
  void theErrorIsThatOfTheForecastsInTheTopicFromThe48OriginsAfterTheSwap() {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slot == SWAP) {
        run.publish(TestModels.snapshot(1, .25f));
      }
      run.observe("a", slot);
    }
    double changes = 0;
    for (int slot = 1; slot < SLOTS; slot++) {
      changes += Math.abs(valueAt("a", slot) - valueAt("a", slot - 1));
    }
    double squares = 0;
    for (int slot = SWAP; slot < SWAP + 48; slot++) {
      ForecastEvent event = run.recorded().get(slot);
      float[] differences = Float32Vector.decode(event.getQuantiles());
      for (int step = 1; step <= HORIZON; step++) {
        double point = event.getValue() + differences[(step - 1) * 7 + 3];
        squares += Math.pow(valueAt("a", slot + step) - point, 2);
      }
    }
    double unit = changes / (SLOTS - 1);
    assertThat(only().error()).isCloseTo(Math.sqrt(squares / 48 / HORIZON) / unit, within(1e-9));
  }

  @Test
  void aForecastThatIsMissingOrColdIsCounted() {
    observe(0, SWAP);
    run.publish(TestModels.snapshot(1, .25f));
    observe(SWAP, SWAP + 10);
    run.log.remove(run.settings.topics().forecasts(), 0, 2L * SWAP + 5);
    run.alter(2L * SWAP + 7, event -> event.setState(ForecastState.COLD));
    assertThat(only().missingForecasts()).isEqualTo(1);
    assertThat(only().coldForecasts()).isEqualTo(1);
  }
}
