package io.tidegate.kernel.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No series is ever much worse than the best simple forecast would have been for it. */
class SimpleBaselinesTest {
  private static final int ROWS = 5_000;
  private static final int BURN_IN = 500;
  private static final int DAY = 24;
  private static final Set<Integer> SCORED_STEPS = Set.of(1, 2, 4, 8, 14, 24, 31, 41, 48);

  /** Series made so that one simple forecast is hard to beat. */
  enum Kind {
    RANDOM_WALK,
    WHITE_NOISE,
    PURE_SEASON,
    LEVEL_SHIFTS,
    GARBAGE_FOR_A_WHILE,
    INTERMITTENT
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theErrorIsAtMostFivePerCentAboveTheBestOfThem(Kind kind) {
    double[] x = series(kind);
    Model model = ShippedModel.load();
    List<float[]> highways = new ArrayList<>();
    Streams stream =
        new Streams(
            new Forecaster(0, model, ForecasterSettings.defaults()),
            SeriesState.start(Streams.HOUR));
    for (int i = 0; i < ROWS; i++) {
      stream.at(i, x[i]);
      highways.add(highway(stream, model));
    }
    double[] total = new double[4];
    for (int step = 1; step <= model.shape().horizon(); step++) {
      double[] squares = squares(stream, highways, x, step);
      for (int method = 0; method < 4; method++) {
        total[method] += squares[method];
      }
      if (SCORED_STEPS.contains(step)) {
        assertThat(ratioToBest(squares)).as(kind + " at step " + step).isLessThanOrEqualTo(1.05);
      }
    }
    assertThat(ratioToBest(total)).as(kind + " over the horizon").isLessThanOrEqualTo(1.05);
  }

  /** Ours, persistence, seasonal naive, the highway alone. */
  private static double[] squares(Streams stream, List<float[]> highways, double[] x, int step) {
    double[] squares = new double[4];
    int season = DAY * ((step + DAY - 1) / DAY) - step;
    for (int origin = BURN_IN; origin + step < ROWS; origin++) {
      double actual = x[origin + step];
      add(squares, 0, stream.forecasts.get(origin).point(step) - actual);
      add(squares, 1, x[origin] - actual);
      add(squares, 2, x[origin - season] - actual);
      add(squares, 3, x[origin] + highways.get(origin)[step - 1] - actual);
    }
    return squares;
  }

  private static double ratioToBest(double[] squares) {
    return squares[0] / Math.min(squares[1], Math.min(squares[2], squares[3]));
  }

  private static void add(double[] squares, int method, double error) {
    squares[method] += error * error;
  }

  /** What the highway alone says, less the value, in the series' unit. */
  private static float[] highway(Streams stream, Model model) {
    ModelShape shape = model.shape();
    float[] regressors = new float[shape.regressors()];
    stream.forecaster.features().regressors(stream.state, shape.lags(), regressors);
    float[] weights = model.highway();
    float[] points = model.headBias();
    for (int step = 0; step < points.length; step++) {
      for (int i = 0; i < regressors.length; i++) {
        points[step] += weights[step * regressors.length + i] * regressors[i];
      }
      points[step] *= (float) Features.scale(stream.state);
    }
    return points;
  }

  private static double[] series(Kind kind) {
    Random random = new Random(5);
    double[] x = new double[ROWS];
    double level = 0;
    for (int i = 0; i < ROWS; i++) {
      double noise = random.nextGaussian();
      double wave = Math.sin(2 * Math.PI * i / DAY);
      switch (kind) {
        case RANDOM_WALK -> {
          level += noise;
          x[i] = level;
        }
        case WHITE_NOISE -> x[i] = noise;
        case PURE_SEASON -> x[i] = 10 * wave + 3 * Math.cos(4 * Math.PI * i / DAY) + .3 * noise;
        case LEVEL_SHIFTS -> {
          level = random.nextInt(300) == 0 ? 10 * random.nextGaussian() : level;
          x[i] = level + noise;
        }
        case GARBAGE_FOR_A_WHILE -> x[i] = i >= 2_000 && i < 2_060 ? -9_999 : 5 * wave + noise;
        case INTERMITTENT -> x[i] = random.nextInt(8) == 0 ? Math.abs(5 * noise) : 0;
      }
    }
    return x;
  }
}
