package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Features;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.SeriesState;
import java.util.Arrays;

/**
 * Holds the features of the newest rows of one series until their targets have arrived, then hands
 * them to the fit. One thread.
 */
final class HighwayRows implements SeriesWalk.Visitor {
  private final SeriesData series;
  private final int heldBackFrom;
  private final RowWeight weight;
  private final Features features;
  private final HighwayFit fit;
  private final int lags;
  private final int horizon;
  private final Row[] waiting;
  private long position;

  HighwayRows(
      SeriesData series, int heldBackFrom, Features features, ModelShape shape, HighwayFit fit) {
    this.series = series;
    this.heldBackFrom = heldBackFrom;
    this.weight = new RowWeight(series.deviation(heldBackFrom));
    this.features = features;
    this.fit = fit;
    this.lags = shape.lags();
    this.horizon = shape.horizon();
    this.waiting = new Row[horizon];
    for (int i = 0; i < horizon; i++) {
      waiting[i] = new Row(shape.regressors(), horizon);
    }
  }

  private static final class Row {
    private long position;
    private double value;
    private double scale;
    private double weight;
    private final float[] regressors;
    private final double[] targets;

    Row(int regressors, int horizon) {
      this.regressors = new float[regressors];
      this.targets = new double[horizon];
    }
  }

  @Override
  public void row(SeriesState state, int index, int bridged) {
    if (index >= heldBackFrom) {
      return;
    }
    if (bridged < 0) {
      flush();
    }
    long next = position + 1 + Math.max(0, bridged);
    double value = series.observations().get(index).value();
    for (Row row : waiting) {
      if (row.weight > 0 && next - row.position > horizon) {
        finish(row);
      } else if (row.weight > 0) {
        row.targets[(int) (next - row.position) - 1] = (value - row.value) / row.scale;
      }
    }
    position = next;
    begin(waiting[(int) (position % horizon)], state, value);
  }

  private void begin(Row row, SeriesState state, double value) {
    if (row.weight > 0) {
      finish(row);
    }
    row.position = position;
    row.value = value;
    row.scale = Features.scale(state);
    row.weight = weight.of(row.scale);
    if (row.weight > 0) {
      features.regressors(state, lags, row.regressors);
      Arrays.fill(row.targets, Double.NaN);
    }
  }

  /** Hands over what still waits: the targets that did not come are missing. */
  void flush() {
    Arrays.stream(waiting)
        .filter(row -> row.weight > 0)
        .sorted((a, b) -> Long.compare(a.position, b.position))
        .forEach(this::finish);
  }

  private void finish(Row row) {
    fit.add(row.regressors, row.targets, row.weight);
    row.weight = 0;
  }
}
