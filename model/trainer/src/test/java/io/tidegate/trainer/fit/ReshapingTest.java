package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.trainer.TestSeries;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReshapingTest {
  private static final Model PARENT = ShippedModel.load();
  private static final ModelShape SHAPE = PARENT.shape();

  @Test
  void moreUnitsForecastWhatTheParentForecasts() {
    assertThat(points(Reshaping.of(PARENT, shape(80, 1, 48), 3)))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(points(PARENT));
  }

  @Test
  void moreUnitsOfTwoLayersDoSoToo() {
    Model deep = Reshaping.of(PARENT, shape(10, 2, 48), 4);
    assertThat(points(Reshaping.of(deep, shape(16, 2, 48), 5)))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(points(deep));
  }

  @Test
  void ofFewerUnitsThoseStayThatAreListenedToMost() {
    Model wide = Reshaping.of(PARENT, shape(80, 1, 48), 3);
    Model back = Reshaping.of(wide, SHAPE, 4);
    assertThat(ModelCodec.encode(back)).isEqualTo(ModelCodec.encode(PARENT));
  }

  @Test
  void anotherNumberOfLayersBeginsWithAnLstmThatHardlySpeaks() {
    Model deep = Reshaping.of(PARENT, shape(64, 2, 48), 3);
    assertThat(deep.highway()).isEqualTo(PARENT.highway());
    assertThat(deep.headBias()).containsOnly(0f);
    for (float weight : deep.head()) {
      assertThat(weight).isCloseTo(0, within(.06f));
    }
  }

  @Test
  void aLongerHorizonRepeatsTheLastStepWithItsOwnUsualValue() {
    Model longer = Reshaping.of(PARENT, shape(64, 1, 50), 3);
    float[] said = points(longer);
    assertThat(java.util.Arrays.copyOf(said, 48))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(points(PARENT));
    int width = longer.shape().regressors();
    int usual = width - 50;
    float[] highway = longer.highway();
    float own = PARENT.highway()[48 * SHAPE.regressors() - 1];
    assertThat(highway[49 * width + usual + 49]).isEqualTo(own);
    assertThat(highway[49 * width + usual + 47]).isZero();
    assertThat(longer.spread()[49]).isEqualTo(PARENT.spread()[47]);
  }

  @Test
  void aShorterHorizonKeepsTheFirstSteps() {
    Model shorter = Reshaping.of(PARENT, shape(64, 1, 12), 3);
    assertThat(shorter.shape().horizon()).isEqualTo(12);
    assertThat(shorter.spread()).isEqualTo(java.util.Arrays.copyOf(PARENT.spread(), 12));
    assertThat(points(shorter)).hasSize(12).doesNotContain(Float.NaN);
  }

  @Test
  void theSameSeedGivesTheSameModelAndAnotherAnother() {
    byte[] one = ModelCodec.encode(Reshaping.of(PARENT, shape(80, 2, 48), 3));
    assertThat(ModelCodec.encode(Reshaping.of(PARENT, shape(80, 2, 48), 3))).isEqualTo(one);
    assertThat(ModelCodec.encode(Reshaping.of(PARENT, shape(80, 2, 48), 4))).isNotEqualTo(one);
  }

  private static ModelShape shape(int units, int layers, int horizon) {
    return new ModelShape(units, layers, SHAPE.lags(), horizon, SHAPE.levels());
  }

  /** What the shared weights alone say after 200 rows of a wave. */
  private static float[] points(Model model) {
    Forecaster forecaster = new Forecaster(1, model, ForecasterSettings.defaults());
    SeriesState state = SeriesState.start(TestSeries.HOUR);
    List<Observation> rows = TestSeries.wave("a", 200, 1).observations();
    rows.forEach(row -> forecaster.observe(state, row, new Silent()));
    return forecaster.sharedPoints(state);
  }

  private static final class Silent implements Verdicts {
    @Override
    public void accepted(Observation observation) {}

    @Override
    public void counted(Observation observation, CountReason reason) {}

    @Override
    public void parked(Observation observation) {}

    @Override
    public void refused(Observation observation, String reason) {}
  }
}
