package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.Features;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.series.SeriesState;
import java.util.Arrays;

/**
 * Holds the features of the newest rows of one series until their targets have arrived, then hands
 * them to the fit, or, where the target is held back, to the rows by which highways are chosen. A
 * target is what the parent's LSTM leaves to explain. One thread.
 */
final class HighwayRows implements SeriesWalk.Visitor {
  private final SeriesData series;
  private final int heldBackFrom;
  private final RowWeight weight;
  private final Features features;
  private final LstmPart lstm;
  private final HighwayFit fit;
  private final HeldBackRows heldBack;
  private final int lags;
  private final int horizon;
  private final Row[] waiting;
  private long position;

  /** Rows go to {@code fit} and {@code heldBack}. */
  HighwayRows(
      SeriesData series,
      int heldBackFrom,
      Features features,
      ModelShape shape,
      LstmPart lstm,
      HighwayFit fit,
      HeldBackRows heldBack) {
    this.series = series;
    this.heldBackFrom = heldBackFrom;
    this.weight = new RowWeight(series.deviation(heldBackFrom));
    this.features = features;
    this.lstm = lstm;
    this.fit = fit;
    this.heldBack = heldBack;
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
    private boolean trains;
    private boolean judges;
    private final float[] regressors;
    private final float[] said;
    private final double[] targets;
    private final double[] heldBack;

    Row(int regressors, int horizon) {
      this.regressors = new float[regressors];
      this.said = new float[horizon];
      this.targets = new double[horizon];
      this.heldBack = new double[horizon];
    }

    void target(int h, double ahead, boolean held) {
      double target = (ahead - value) / scale - said[h];
      if (held) {
        heldBack[h] = target;
        judges = true;
      } else {
        targets[h] = target;
        trains = true;
      }
    }
  }

  @Override
  public void row(SeriesState state, int index, int bridged) {
    if (bridged < 0) {
      flush();
    }
    long next = position + 1 + Math.max(0, bridged);
    double value = series.observations().get(index).value();
    for (Row row : waiting) {
      if (row.weight > 0 && next - row.position > horizon) {
        finish(row);
      } else if (row.weight > 0) {
        row.target((int) (next - row.position) - 1, value, index >= heldBackFrom);
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
    row.trains = false;
    row.judges = false;
    if (row.weight > 0) {
      features.regressors(state, lags, row.regressors);
      lstm.of(state, row.said);
      Arrays.fill(row.targets, Double.NaN);
      Arrays.fill(row.heldBack, Double.NaN);
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
    if (row.trains) {
      fit.add(row.regressors, row.targets, row.weight);
    }
    if (row.judges) {
      heldBack.add(row.regressors, row.heldBack, row.weight);
    }
    row.weight = 0;
  }
}
