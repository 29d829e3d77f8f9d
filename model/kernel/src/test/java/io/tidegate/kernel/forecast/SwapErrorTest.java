package io.tidegate.kernel.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.SharedData;
import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a swap costs: the squared errors of the forecasts from the 48 rows after it, over those of a
 * state that was under the new weights from its first row.
 */
class SwapErrorTest {
  private static final int ROWS_AFTER = 48;
  private static final double MOST = 1.02;
  private static final Model STANDARD = ShippedModel.load(Size.STANDARD);
  private static final Model LEAN = ShippedModel.load(Size.LEAN);

  @Test
  void anotherHiddenSizeCostsAtMostTwoPerCentOnSeasonalSeries() {
    double[][] series = seasonal();
    assertThat(ratio(series, STANDARD, LEAN)).isLessThanOrEqualTo(MOST);
    assertThat(ratio(series, LEAN, STANDARD)).isLessThanOrEqualTo(MOST);
  }

  @Test
  void anotherLayerCostsAtMostTwoPerCent() {
    assertThat(ratio(seasonal(), STANDARD, withTwoLayers(LEAN))).isLessThanOrEqualTo(MOST);
  }

  @Test
  void anotherHorizonAndOtherLevelsCostAtMostTwoPerCent() {
    Model shorter = TestModels.cut(STANDARD, 30, List.of(.2f, .5f, .8f));
    assertThat(ratio(seasonal(), STANDARD, shorter)).isLessThanOrEqualTo(MOST);
    assertThat(ratio(seasonal(), shorter, STANDARD)).isLessThanOrEqualTo(MOST);
  }

  @Test
  void anotherHiddenSizeCostsAtMostTwoPerCentOnTheTransformersOfETTh2() throws IOException {
    List<String> lines = Files.readAllLines(SharedData.file("data/ETT/ETTh2.csv"));
    double[][] series = new double[7][3_000];
    for (int row = 0; row < 3_000; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      for (int i = 0; i < 7; i++) {
        series[i][row] = Double.parseDouble(cells[i + 1]);
      }
    }
    assertThat(ratio(series, STANDARD, LEAN)).isLessThanOrEqualTo(MOST);
    assertThat(ratio(series, LEAN, STANDARD)).isLessThanOrEqualTo(MOST);
  }

  /** Over swaps at every 61st row, errors in units of each series' standard deviation. */
  private static double ratio(double[][] series, Model before, Model next) {
    double swapped = 0;
    double always = 0;
    for (double[] values : series) {
      Streams former = new Streams(forecaster(1, before), SeriesState.start(Streams.HOUR));
      Streams later = new Streams(forecaster(2, next), SeriesState.start(Streams.HOUR));
      double variance = variance(values);
      int row = 0;
      for (int swap = 500; swap + 2 * ROWS_AFTER <= values.length; swap += 61) {
        for (; row < swap; row++) {
          former.at(row, values[row]);
          later.at(row, values[row]);
        }
        swapped += squares(copy(former.state), next, values, swap) / variance;
        always += squares(copy(later.state), next, values, swap) / variance;
      }
    }
    return swapped / always;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  private static double squares(SeriesState state, Model model, double[] values, int swap) {
    Streams stream = new Streams(forecaster(2, model), state);
    double squares = 0;
    for (int row = swap; row < swap + ROWS_AFTER; row++) {
      stream.at(row, values[row]);
      for (int step = 1; step <= model.shape().horizon(); step++) {
        squares += Math.pow(stream.last().point(step) - values[row + step], 2);
      }
    }
    return squares;
  }

  private static SeriesState copy(SeriesState state) {
    return StateCodec.decode(StateCodec.encode(state));
  }

  private static Forecaster forecaster(long version, Model model) {
    return new Forecaster(version, model, ForecasterSettings.defaults());
  }

  private static double[][] seasonal() {
    double[][] series = new double[6][];
    Arrays.setAll(series, kind -> seasonal(kind, 2_000));
    return series;
  }

  /** A day and its half, of their own level, drift and noise. */
  private static double[] seasonal(int kind, int rows) {
    Random random = new Random(kind);
    double[] values = new double[rows];
    double drift = 0;
    for (int row = 0; row < rows; row++) {
      drift = .97 * drift + .4 * kind * random.nextGaussian();
      double angle = 2 * Math.PI * row / 24;
      double season = 10 * Math.sin(angle) + 3 * Math.cos(2 * angle + kind);
      values[row] = 50 * kind + season + drift + (.5 + kind % 3) * random.nextGaussian();
    }
    return values;
  }

  /** A trained model with a second layer that hands on what the first one says. */
  private static Model withTwoLayers(Model trained) {
    ModelShape shape = trained.shape();
    int units = shape.units();
    float[] inputWeights = new float[4 * units * units];
    float[] bias = new float[4 * units];
    for (int unit = 0; unit < units; unit++) {
      inputWeights[(2 * units + unit) * units + unit] = 1; // candidate: what the first layer says
      bias[unit] = 8; // input gate open
      bias[units + unit] = -8; // forget gate shut
      bias[3 * units + unit] = 8; // output gate open
    }
    LstmWeights second =
        new LstmWeights(units, units, inputWeights, new float[4 * units * units], bias);
    return new Model(
        new ModelShape(units, 2, shape.lags(), shape.horizon(), shape.levels()),
        List.of(trained.layers().get(0), second),
        trained.head(),
        trained.highway(),
        trained.headBias(),
        trained.spread());
  }
}
