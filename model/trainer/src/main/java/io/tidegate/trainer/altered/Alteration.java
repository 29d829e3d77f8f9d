package io.tidegate.trainer.altered;

import io.tidegate.trainer.altered.Labelled.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A change of a series after which its anomalies still are some. */
public enum Alteration {
  /** Every second row. */
  THIN {
    @Override
    List<Row> apply(Labelled series, Random random) {
      List<Row> rows = new ArrayList<>();
      for (int i = random.nextInt(2); i < series.rows().size(); i += 2) {
        rows.add(series.rows().get(i));
      }
      return rows;
    }
  },
  /** Means of two rows, each at the time of the second. */
  AVERAGE {
    @Override
    List<Row> apply(Labelled series, Random random) {
      List<Row> rows = new ArrayList<>();
      for (int i = 1; i < series.rows().size(); i += 2) {
        Row second = series.rows().get(i);
        rows.add(new Row(second.time(), (series.rows().get(i - 1).value() + second.value()) / 2));
      }
      return rows;
    }
  },
  /** Noise of a twentieth of the series' standard deviation is added. */
  NOISE {
    @Override
    List<Row> apply(Labelled series, Random random) {
      double size = NOISE_SHARE * series.deviation();
      return changed(series, value -> value + size * random.nextGaussian());
    }
  },
  /** Small values are drawn apart and large ones together, or the reverse: a power of .6 to 1.6. */
  WARP {
    @Override
    List<Row> apply(Labelled series, Random random) {
      double power = LEAST_POWER + random.nextDouble() * (MOST_POWER - LEAST_POWER);
      double least = series.least();
      double width = series.most() - least;
      return changed(
          series,
          value -> width > 0 ? least + width * Math.pow((value - least) / width, power) : value);
    }
  },
  /** Nothing but the crop that every copy has. */
  NONE {
    @Override
    List<Row> apply(Labelled series, Random random) {
      return series.rows();
    }
  };

  private static final double NOISE_SHARE = 0.05;
  private static final double LEAST_POWER = 0.6;
  private static final double MOST_POWER = 1.6;

  abstract List<Row> apply(Labelled series, Random random);

  private interface Change {
    double of(double value);
  }

  private static List<Row> changed(Labelled series, Change change) {
    return series.rows().stream().map(row -> new Row(row.time(), change.of(row.value()))).toList();
  }
}
