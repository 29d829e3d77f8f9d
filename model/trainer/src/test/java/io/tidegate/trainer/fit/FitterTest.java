package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.network.NativeThreads;
import io.tidegate.trainer.offline.OfflineGate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FitterTest {
  private final Model parent = TestSeries.persistence(TestSeries.SHAPE, 1);
  private final List<SeriesData> waves = TestSeries.waves(3, 400);

  @BeforeAll
  static void oneThread() {
    NativeThreads.use(1);
  }

  private static Fit fit(Model parent, List<SeriesData> series, int batches, long seed) {
    return new Fitter(TestSeries.settings(batches), FitProgress.NONE).fit(parent, series, seed);
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOthers() {
    byte[] first = ModelCodec.encode(fit(parent, waves, 8, 5).model());
    assertThat(ModelCodec.encode(fit(parent, waves, 8, 5).model())).isEqualTo(first);
    assertThat(ModelCodec.encode(fit(parent, waves, 8, 6).model())).isNotEqualTo(first);
  }

  @Test
  void aWaveIsForecastBetterThanByTheParentThatTheSeriesHasCorrected() {
    Fit fit = fit(parent, waves, 20, 5);
    assertThat(fit.before().pairs()).isEqualTo(fit.after().pairs()).isPositive();
    assertThat(fit.after().loss()).isLessThan(0.8 * fit.before().loss());
    assertThat(fit.after().loss()).as("in units of the wave's variance").isLessThan(0.05);
    assertThat(fit.batches()).isEqualTo(20);
  }

  @Test
  void lossesAreCountedByBlocksOfTimeThatAllSeriesShare() {
    Score score = fit(parent, waves, 8, 5).after();
    int horizon = TestSeries.SHAPE.horizon();
    assertThat(score.blocks()).as("60 rows of each series are held back").hasSize(60 / horizon);
    for (BlockLoss block : score.blocks()) {
      assertThat(block.pairs(1)).isEqualTo(3L * horizon);
      assertThat(block.pairs(horizon)).isEqualTo(3L * horizon);
    }
    double sum = score.blocks().stream().mapToDouble(block -> block.sum(2)).sum();
    assertThat(sum / (3 * 60)).isCloseTo(score.loss(2), within(1e-12));
  }

  @Test
  void aCandidateOfAnotherShapeIsJudgedOnThePairsOfItsParent() throws InterruptedException {
    ModelShape wider = new ModelShape(12, 1, 12, 9, TestSeries.SHAPE.levels());
    ModelShape shorter = new ModelShape(6, 2, 12, 4, List.of(.5f));
    for (ModelShape shape : List.of(wider, shorter)) {
      FitRequest request = new FitRequest(parent, TestSeries.settings(20), waves, 5, shape);
      Fit fit = FitRunner.HERE.run(request, FitProgress.NONE);
      assertThat(fit.model().shape()).isEqualTo(shape);
      assertThat(fit.before().horizon())
          .isEqualTo(fit.after().horizon())
          .isEqualTo(Math.min(6, shape.horizon()));
      assertThat(fit.before().pairs()).isEqualTo(fit.after().pairs()).isPositive();
      assertThat(fit.after().loss()).isLessThan(fit.before().loss());
      assertThat(new OfflineGate(true, .2, 1.05).judge(fit).accepted()).isTrue();
    }
  }

  @Test
  void theLstmLearnsWhatTheHighwayLeaves() {
    List<Double> losses = new ArrayList<>();
    new Fitter(TestSeries.settings(150), (batch, of, loss) -> losses.add(loss))
        .fit(parent, waves, 5);
    double early = losses.subList(0, 20).stream().mapToDouble(loss -> loss).sum();
    double late = losses.subList(130, 150).stream().mapToDouble(loss -> loss).sum();
    assertThat(losses).hasSize(150);
    assertThat(late).isLessThan(early);
  }

  @Test
  void withoutTheLstmNothingIsTrainedAndTheHighwayExplainsEverything() {
    FitSettings settings = TestSeries.settings(8, Part.LSTM);
    Fit fit = new Fitter(settings, FitProgress.NONE).fit(speaking(), waves, 5);
    Fit silent = new Fitter(settings, FitProgress.NONE).fit(parent, waves, 5);
    assertThat(fit.batches()).isZero();
    assertThat(fit.model().head()).containsOnly(0);
    assertThat(fit.model().headBias()).containsOnly(0);
    assertThat(fit.model().highway())
        .as("as if the parent's LSTM had never said anything")
        .isEqualTo(silent.model().highway());
    assertThat(fit.after().loss()).isLessThan(0.8 * fit.before().loss());
  }

  /** A parent whose LSTM says something. */
  private Model speaking() {
    float[] head = parent.head();
    float[] bias = parent.headBias();
    java.util.Arrays.fill(head, .3f);
    java.util.Arrays.fill(bias, .5f);
    return new Model(
        parent.shape(), parent.layers(), head, parent.highway(), bias, parent.spread());
  }

  @Test
  void withoutTheHighwayTheLstmExplainsEverything() {
    FitSettings settings = TestSeries.settings(150, Part.HIGHWAY, Part.STACK, Part.VOTE);
    Fit fit = new Fitter(settings, FitProgress.NONE).fit(parent, waves, 5);
    assertThat(fit.model().highway()).containsOnly(0);
    assertThat(fit.batches()).isEqualTo(150);
    assertThat(fit.after().loss()).isLessThan(0.8 * fit.before().loss());
  }

  @Test
  void withoutTheProfileItsWeightsLearnNothing() {
    Fit fit =
        new Fitter(TestSeries.settings(2, Part.PROFILE), FitProgress.NONE).fit(parent, waves, 5);
    float[] highway = fit.model().highway();
    int width = TestSeries.SHAPE.regressors();
    for (int h = 0; h < TestSeries.SHAPE.horizon(); h++) {
      for (int usual = TestSeries.SHAPE.lags(); usual < width; usual++) {
        assertThat(highway[h * width + usual]).isZero();
      }
    }
  }

  @Test
  void stackedLayersAreTrainedToo() {
    ModelShape two = new ModelShape(8, 2, 12, 6, TestSeries.SHAPE.levels());
    Model start = TestSeries.persistence(two, 1);
    FitSettings settings = TestSeries.settings(5);
    Forecaster forecaster = new Forecaster(1, start, settings.forecaster());
    List<Run> runs = new ArrayList<>();
    for (SeriesData one : waves) {
      int heldBackFrom = settings.heldBackFrom(one);
      runs.addAll(RunBuilder.runsOf(one, heldBackFrom, forecaster, start.highway()));
    }
    Model trained = new LstmTraining(settings, FitProgress.NONE).train(start, runs, 5).model();
    assertThat(trained.layers()).hasSize(2);
    for (int layer = 0; layer < 2; layer++) {
      assertThat(trained.layers().get(layer).recurrentWeights())
          .isNotEqualTo(start.layers().get(layer).recurrentWeights());
    }
  }

  @Test
  void clippedBatchesAreCounted() {
    FitSettings tight = TestSeries.settings(6).withThreshold(1e-9);
    assertThat(new Fitter(tight, FitProgress.NONE).fit(parent, waves, 5).clipped()).isEqualTo(6);
  }

  @Test
  void fewRowsAreNotGoneThroughTooOften() {
    FitSettings settings = TestSeries.settings(500).withTraining(500, 2, 1e-3);
    Fit fit = new Fitter(settings, FitProgress.NONE).fit(parent, TestSeries.waves(1, 100), 5);
    assertThat(fit.batches()).isEqualTo(1);
  }

  /** Half a minute of a machine's metrics, once a second: no reason to unlearn version 0. */
  @Test
  void aRetrainingOnThirtyRowsDoesNoHarm() {
    List<SeriesData> metrics = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      metrics.add(metric(i, 30));
    }
    List<SeriesData> later = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      later.add(metric(i, 400));
    }
    Model shipped = ShippedModel.load();
    Fitter fitter = new Fitter(FitSettings.STANDARD, FitProgress.NONE);
    Fit fit = fitter.fit(shipped, metrics, 5);
    assertThat(fitter.judge(fit.model(), later).loss())
        .isLessThan(1.02 * fitter.judge(shipped, later).loss());
  }

  private static SeriesData metric(int number, int rows) {
    SplittableRandom random = new SplittableRandom(number);
    double keep = random.nextDouble(0.2, 0.98);
    double x = 0;
    List<Observation> observations = new ArrayList<>();
    for (int t = 0; t < rows; t++) {
      x = keep * x + random.nextGaussian();
      observations.add(new Observation(t, t * 1_000L, 50 + 5 * x));
    }
    return new SeriesData("metric-" + number, SeriesSettings.of(1_000), observations);
  }

  @Test
  void nothingToLearnFromIsSaidSo() {
    List<Observation> constant = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      constant.add(new Observation(t, t * TestSeries.HOUR, 7));
    }
    List<SeriesData> series = List.of(TestSeries.hourly("a", constant));
    assertThatThrownBy(() -> fit(parent, series, 5, 5))
        .isInstanceOf(NotEnoughDataException.class)
        .hasMessageContaining("50 observations of 1 series");
  }
}
