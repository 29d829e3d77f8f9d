package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Features;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.SeriesState;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Judges one forecaster by its own forecasts, series after series, on the part that is held back.
 * One thread.
 */
final class HeldBack {
  /** Pairs that the prior spread of a step is worth. */
  private static final double PRIOR_PAIRS = 50;

  private static final double MOST_SQUARE = 16;

  /** Ten deviations: one series that leaves all it was must not decide alone. */
  private static final double MOST_LOSS = 100;

  private final Forecaster forecaster;
  private final int horizon;
  private final double[] weighted;
  private final long[] pairs;
  private final float[][] squares;
  private final TimeBlocks time;
  private final TreeMap<TimeBlocks.Block, BlockLoss> blocks = new TreeMap<>();

  /** Judges; {@code time} says which losses are counted together. */
  HeldBack(Forecaster forecaster, TimeBlocks time) {
    this.forecaster = forecaster;
    this.time = time;
    this.horizon = forecaster.model().shape().horizon();
    this.weighted = new double[horizon];
    this.pairs = new long[horizon];
    this.squares = new float[horizon][256];
  }

  /** Judges over one series; to be led over it by a walk with this object's forecaster. */
  SeriesWalk.Visitor visitor(SeriesData series, int heldBackFrom) {
    return new Origins(series, heldBackFrom);
  }

  private final class Origins implements SeriesWalk.Visitor {
    private final SeriesData series;
    private final int heldBackFrom;
    private final RowWeight weight;
    private final Forecast[] forecasts = new Forecast[horizon];
    private final double[] scales = new double[horizon];
    private final long[] positions = new long[horizon];
    private long position = horizon;

    Origins(SeriesData series, int heldBackFrom) {
      this.series = series;
      this.heldBackFrom = heldBackFrom;
      this.weight = new RowWeight(series.deviation(heldBackFrom));
    }

    @Override
    public void row(SeriesState state, int index, int bridged) {
      if (bridged < 0) {
        Arrays.fill(forecasts, null);
      }
      position += 1 + Math.max(0, bridged);
      if (index >= heldBackFrom) {
        judge(series.observations().get(index), state.stepMillis());
      }
      boolean reaches = index + horizon >= heldBackFrom;
      int at = (int) (position % horizon);
      scales[at] = Features.scale(state);
      positions[at] = position;
      forecasts[at] = reaches && weight.of(scales[at]) > 0 ? forecaster.forecast(state) : null;
    }

    private void judge(Observation actual, long stepMillis) {
      BlockLoss block =
          blocks.computeIfAbsent(
              time.of(stepMillis, actual.time()), one -> BlockLoss.empty(horizon));
      for (int i = 0; i < horizon; i++) {
        long step = position - positions[i];
        if (forecasts[i] != null && step <= horizon) {
          double error = (actual.value() - forecasts[i].point((int) step)) / scales[i];
          add((int) step - 1, error * error, weight.of(scales[i]), block);
        }
      }
    }
  }

  private void add(int h, double square, double weight, BlockLoss block) {
    double loss = Math.min(weight * square, MOST_LOSS);
    weighted[h] += loss;
    block.add(h, loss);
    if (pairs[h] == squares[h].length) {
      squares[h] = Arrays.copyOf(squares[h], squares[h].length * 2);
    }
    squares[h][(int) pairs[h]++] = (float) square;
  }

  /** The score so far; steps without pairs take the forecaster's own spread. */
  Score score() {
    double sum = 0;
    long all = 0;
    double[] stepLoss = new double[horizon];
    float[] spread = forecaster.model().spread();
    for (int h = 0; h < horizon; h++) {
      sum += weighted[h];
      all += pairs[h];
      stepLoss[h] = pairs[h] == 0 ? Double.NaN : weighted[h] / pairs[h];
      spread[h] = spreadOf(h, spread[h]);
    }
    return new Score(
        all == 0 ? Double.NaN : sum / all, all, stepLoss, spread, List.copyOf(blocks.values()));
  }

  private float spreadOf(int h, float prior) {
    double variance = prior * (double) prior;
    float[] found = Arrays.copyOf(squares[h], (int) pairs[h]);
    if (found.length > PRIOR_PAIRS) {
      Arrays.sort(found);
      variance = 2.2 * found[found.length / 2];
    }
    double limit = MOST_SQUARE * Math.max(variance, 1e-6);
    double sum = PRIOR_PAIRS * (prior * (double) prior);
    for (float square : found) {
      sum += Math.min(square, limit);
    }
    return (float) Math.max(1e-3, Math.sqrt(sum / (PRIOR_PAIRS + found.length)));
  }
}
