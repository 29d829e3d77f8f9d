package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.TestSeries;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunBuilderTest {
  private static final int HORIZON = TestSeries.SHAPE.horizon();

  private final Forecaster forecaster =
      new Forecaster(1, TestSeries.persistence(TestSeries.SHAPE, 1), ForecasterSettings.defaults());
  private final float[] noHighway = forecaster.model().highway();

  private List<Run> runs(List<Observation> observations, int heldBackFrom) {
    SeriesData series = new SeriesData("a", SeriesSettings.of(TestSeries.HOUR), observations);
    return RunBuilder.runsOf(series, heldBackFrom, forecaster, noHighway);
  }

  @Test
  void targetsAreTheStepsAheadInUnitsOfTheScale() {
    List<Observation> wave = TestSeries.wave("a", 100, 1).observations();
    Run run = runs(wave, 100).get(0);
    assertThat(run.rows()).isEqualTo(100);
    float one = run.targets()[50 * HORIZON];
    float three = run.targets()[50 * HORIZON + 2];
    double ratio =
        (wave.get(53).value() - wave.get(50).value())
            / (wave.get(51).value() - wave.get(50).value());
    assertThat(three / one).isCloseTo((float) ratio, within(1e-3f));
  }

  @Test
  void noTargetLiesInTheHeldBackPart() {
    Run run = runs(TestSeries.wave("a", 100, 1).observations(), 90).get(0);
    assertThat(run.rows()).isEqualTo(90);
    assertThat(run.targets()[88 * HORIZON]).isNotNaN();
    assertThat(run.targets()[88 * HORIZON + 1]).isNaN();
    assertThat(run.weights()[89]).isZero();
  }

  @Test
  void aFilledInRowHasInputsButNeitherTeachesNorIsATarget() {
    List<Observation> wave = new ArrayList<>(TestSeries.wave("a", 100, 1).observations());
    wave.remove(60);
    wave.remove(60);
    Run run = runs(wave, 98).get(0);
    assertThat(run.rows()).isEqualTo(100);
    assertThat(run.weights()[60]).isZero();
    assertThat(run.weights()[61]).isZero();
    assertThat(run.targets()[59 * HORIZON]).isNaN();
    assertThat(run.targets()[59 * HORIZON + 1]).isNaN();
    assertThat(run.targets()[59 * HORIZON + 2]).isNotNaN();
  }

  @Test
  void aJumpBeyondTheBridgeLimitBeginsAnotherRun() {
    List<Observation> wave = TestSeries.wave("a", 300, 1).observations();
    List<Observation> parts = new ArrayList<>(wave.subList(0, 80));
    parts.addAll(wave.subList(200, 300));
    assertThat(runs(parts, 180)).extracting(Run::rows).containsExactly(80, 100);
  }

  @Test
  void aConstantSeriesTeachesNothing() {
    List<Observation> constant = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      constant.add(new Observation(t, t * TestSeries.HOUR, 7));
    }
    assertThat(runs(constant, 50).get(0).teaches()).isFalse();
  }
}
