package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.network.Chunk;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fills chunk after chunk. Every lane is a stretch of one run, drawn uniformly over all rows of all
 * runs by a generator of the seed; states are carried from chunk to chunk of a lane and are zero
 * where a lane is drawn anew. One thread.
 */
final class Lanes {
  private final List<Run> runs;
  private final LaneSettings settings;
  private final float[] stepWeights;
  private final int horizon;
  private final SplittableRandom random;

  /** [runs + 1]: number of rows in the runs before. */
  private final long[] before;

  private final int[] run;
  private final int[] position;
  private final int[] countsFrom;
  private final int[] chunksLeft;

  /**
   * Draws from the runs.
   *
   * @param stepWeights [horizon]: how much each step counts in the loss
   */
  Lanes(List<Run> runs, LaneSettings settings, float[] stepWeights, long seed) {
    this.runs = runs;
    this.settings = settings;
    this.stepWeights = stepWeights;
    this.horizon = stepWeights.length;
    this.random = new SplittableRandom(seed);
    this.before = new long[runs.size() + 1];
    for (int i = 0; i < runs.size(); i++) {
      before[i + 1] = before[i] + runs.get(i).rows();
    }
    this.run = new int[settings.lanes()];
    this.position = new int[settings.lanes()];
    this.countsFrom = new int[settings.lanes()];
    this.chunksLeft = new int[settings.lanes()];
  }

  /**
   * Fills {@code chunk} with the next steps of every lane; its states must be as the network left
   * them.
   *
   * @return number of targets that count
   */
  long next(Chunk chunk) {
    long count = 0;
    for (int lane = 0; lane < settings.lanes(); lane++) {
      if (chunksLeft[lane] == 0 || position[lane] >= runs.get(run[lane]).rows()) {
        draw(lane, chunk);
      }
      count += fill(lane, chunk);
      chunksLeft[lane]--;
    }
    float share = count == 0 ? 0 : 1f / count;
    for (int i = 0; i < chunk.weights.length; i++) {
      chunk.weights[i] *= share;
    }
    drawDropout(chunk.dropout);
    return count;
  }

  /** A start up to one chunk before a run's first row becomes that row: cold starts are learnt. */
  private void draw(int lane, Chunk chunk) {
    long row = random.nextLong(before[runs.size()]);
    int found = Arrays.binarySearch(before, row);
    run[lane] = found >= 0 ? found : -found - 2;
    int within = (int) (row - before[run[lane]]);
    position[lane] = Math.max(0, within - random.nextInt(settings.steps()));
    countsFrom[lane] = position[lane] == 0 ? 0 : position[lane] + settings.burnIn();
    chunksLeft[lane] = settings.chunks();
    for (int layer = 0; layer < chunk.hidden.length; layer++) {
      int units = chunk.hidden[layer].length / settings.lanes();
      Arrays.fill(chunk.hidden[layer], lane * units, (lane + 1) * units, 0f);
      Arrays.fill(chunk.cell[layer], lane * units, (lane + 1) * units, 0f);
    }
  }

  private long fill(int lane, Chunk chunk) {
    Run source = runs.get(run[lane]);
    int inputs = ModelShape.INPUTS;
    long count = 0;
    for (int t = 0; t < settings.steps(); t++) {
      int row = position[lane] + t;
      int at = t * settings.lanes() + lane;
      boolean counts = row < source.rows() && row >= countsFrom[lane];
      if (row < source.rows()) {
        System.arraycopy(source.inputs(), row * inputs, chunk.inputs, at * inputs, inputs);
      } else {
        Arrays.fill(chunk.inputs, at * inputs, (at + 1) * inputs, 0f);
      }
      for (int h = 0; h < horizon; h++) {
        float target = counts ? source.targets()[row * horizon + h] : Float.NaN;
        boolean known = !Float.isNaN(target);
        chunk.targets[at * horizon + h] = known ? target : 0;
        chunk.weights[at * horizon + h] = known ? source.weights()[row] * stepWeights[h] : 0;
        count += known ? 1 : 0;
      }
    }
    position[lane] += settings.steps();
    return count;
  }

  private void drawDropout(float[] mask) {
    float kept = (float) (1 / (1 - settings.dropout()));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < settings.dropout() ? 0 : kept;
    }
  }
}
