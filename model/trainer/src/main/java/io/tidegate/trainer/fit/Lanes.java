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
    for (float[] step : chunk.weights) {
      for (int i = 0; i < step.length; i++) {
        step[i] *= share;
      }
    }
    for (float[] step : chunk.dropout) {
      drawDropout(step);
    }
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
      for (int at = lane; at < chunk.hidden[layer].length; at += settings.lanes()) {
        chunk.hidden[layer][at] = 0;
        chunk.cell[layer][at] = 0;
      }
    }
  }

  private long fill(int lane, Chunk chunk) {
    Run source = runs.get(run[lane]);
    int lanes = settings.lanes();
    long count = 0;
    for (int t = 0; t < settings.steps(); t++) {
      int row = position[lane] + t;
      boolean there = row < source.rows();
      boolean counts = there && row >= countsFrom[lane];
      for (int i = 0; i < ModelShape.INPUTS; i++) {
        chunk.inputs[t][i * lanes + lane] =
            there ? source.inputs()[row * ModelShape.INPUTS + i] : 0;
      }
      for (int h = 0; h < horizon; h++) {
        float target = counts ? source.targets()[row * horizon + h] : Float.NaN;
        boolean known = !Float.isNaN(target);
        chunk.targets[t][h * lanes + lane] = known ? target : 0;
        chunk.weights[t][h * lanes + lane] = known ? source.weights()[row] * stepWeights[h] : 0;
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
