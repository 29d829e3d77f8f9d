package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.network.Chunk;
import io.tidegate.trainer.network.NetworkShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final LaneSettings SETTINGS = new LaneSettings(4, 10, 3, 5, 0.5);
  private static final float[] EVEN = {1, 1};
  private static final NetworkShape SHAPE = new NetworkShape(ModelShape.INPUTS, 2, 1, 2, 10, 4);

  /** A run whose first input is its row number. */
  private static Run run(int rows) {
    float[] inputs = new float[rows * ModelShape.INPUTS];
    float[] targets = new float[rows * 2];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      inputs[row * ModelShape.INPUTS] = row;
      targets[row * 2] = row;
      targets[row * 2 + 1] = Float.NaN;
      weights[row] = 1;
    }
    return new Run(rows, inputs, targets, weights);
  }

  private static float input(Chunk chunk, int t, int lane) {
    return chunk.inputs[t][lane];
  }

  @Test
  void theSameSeedFillsTheSameChunks() {
    Chunk first = new Chunk(SHAPE);
    Chunk second = new Chunk(SHAPE);
    Lanes one = new Lanes(List.of(run(500), run(90)), SETTINGS, EVEN, 9);
    Lanes other = new Lanes(List.of(run(500), run(90)), SETTINGS, EVEN, 9);
    for (int i = 0; i < 8; i++) {
      one.next(first);
      other.next(second);
      assertThat(first.inputs).isDeepEqualTo(second.inputs);
      assertThat(first.dropout).isDeepEqualTo(second.dropout);
    }
  }

  @Test
  void aLaneGoesOnWhereItsLastChunkEndedAndKeepsItsState() {
    Lanes lanes = new Lanes(List.of(run(10_000)), SETTINGS, EVEN, 1);
    Chunk chunk = new Chunk(SHAPE);
    lanes.next(chunk);
    float last = input(chunk, 9, 2);
    Arrays.fill(chunk.hidden[0], 0.5f);
    lanes.next(chunk);
    assertThat(input(chunk, 0, 2)).isEqualTo(last + 1);
    assertThat(chunk.hidden[0]).containsOnly(0.5f);
  }

  @Test
  void aLaneThatIsDrawnAnewStartsFromZeroState() {
    Lanes lanes = new Lanes(List.of(run(10_000)), SETTINGS, EVEN, 1);
    Chunk chunk = new Chunk(SHAPE);
    for (int i = 0; i < 3; i++) {
      lanes.next(chunk);
      Arrays.fill(chunk.hidden[0], 0.5f);
      Arrays.fill(chunk.cell[0], 0.5f);
    }
    lanes.next(chunk);
    assertThat(chunk.hidden[0]).containsOnly(0f);
    assertThat(chunk.cell[0]).containsOnly(0f);
  }

  @Test
  void theFirstRowsOfALaneInMidRunCountForNoLoss() {
    Lanes lanes = new Lanes(List.of(run(10_000)), SETTINGS, EVEN, 1);
    Chunk chunk = new Chunk(SHAPE);
    long count = lanes.next(chunk);
    assertThat(count).isEqualTo(4 * 5);
    for (int t = 0; t < 10; t++) {
      assertThat(chunk.weights[t][0]).isCloseTo(t < 5 ? 0 : 1f / 20, within(1e-6f));
    }
  }

  @Test
  void everyRowOfALaneThatStartsWithItsRunCounts() {
    Lanes lanes = new Lanes(List.of(run(10)), SETTINGS, EVEN, 1);
    Chunk chunk = new Chunk(SHAPE);
    boolean wholeRun = false;
    for (int i = 0; i < 20; i++) {
      lanes.next(chunk);
      wholeRun |= input(chunk, 0, 0) == 0 && chunk.weights[0][0] > 0;
    }
    assertThat(wholeRun).isTrue();
  }

  @Test
  void missingTargetsWeighNothing() {
    Lanes lanes = new Lanes(List.of(run(10_000)), SETTINGS, EVEN, 1);
    Chunk chunk = new Chunk(SHAPE);
    lanes.next(chunk);
    for (int t = 0; t < SHAPE.steps(); t++) {
      for (int lane = 0; lane < 4; lane++) {
        assertThat(chunk.weights[t][4 + lane]).isZero();
        assertThat(chunk.targets[t][4 + lane]).isZero();
      }
    }
  }

  @Test
  void dropoutKeepsTheMeanOfTheHiddenValues() {
    Lanes lanes = new Lanes(List.of(run(100)), SETTINGS, EVEN, 1);
    Chunk chunk = new Chunk(SHAPE);
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      lanes.next(chunk);
      for (float[] step : chunk.dropout) {
        for (float factor : step) {
          assertThat(factor).isIn(0f, 2f);
          sum += factor / step.length / chunk.dropout.length / 200;
        }
      }
    }
    assertThat(sum).isCloseTo(1, within(0.05));
  }
}
