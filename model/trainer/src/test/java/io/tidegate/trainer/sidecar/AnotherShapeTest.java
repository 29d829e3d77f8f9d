package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.lineage.TrainingEvents;
import io.tidegate.trainer.network.NativeThreads;
import io.tidegate.wire.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The configuration gives the next candidate another shape. */
class AnotherShapeTest {
  private static final String[] SETTINGS = {
    "units", "12",
    "layers", "2",
    "horizon", "8",
    "levels", "0.05,0.25,0.5,0.75,0.95",
    "every.observations", "150",
    "batches.first", "6",
    "batches", "3",
    "lanes", "4",
    "chunk.steps", "24",
    "gate.offline", "off",
    "reject.above", "1000"
  };
  private static final ModelShape SHAPE =
      new ModelShape(12, 2, TestSeries.SHAPE.lags(), 8, List.of(.05f, .25f, .5f, .75f, .95f));

  private final Cluster cluster = new Cluster();
  private final List<FitRequest> requests = new ArrayList<>();

  @BeforeAll
  static void oneThread() {
    NativeThreads.use(1);
  }

  private List<ModelSnapshot> published(ModelShape parent, String... settings) {
    cluster.addModel(
        "default/1", Snapshots.of(1, ModelCodec.encode(TestSeries.persistence(parent, 1))));
    cluster.addDecision(Decisions.promoted(1));
    cluster.observe(TestSeries.wave("a", 180, 3));
    cluster.observe(TestSeries.wave("b", 180, 4));
    FitRunner recording =
        (request, progress) -> {
          requests.add(request);
          return FitRunner.HERE.run(request, progress);
        };
    Sidecar[] sidecar = new Sidecar[1];
    sidecar[0] =
        new Sidecar(
            Cluster.settings(settings),
            cluster.consumer,
            cluster.producer,
            Optional.empty(),
            recording,
            () -> FitProgress.NONE,
            TrainingEvents.NONE,
            Cluster.CLOCK);
    cluster.whenDecided(2, () -> sidecar[0].stop());
    sidecar[0].run();
    return cluster.written().stream()
        .filter(ModelSnapshot.class::isInstance)
        .map(ModelSnapshot.class::cast)
        .toList();
  }

  @Test
  void theNextCandidateHasItAndHasItsReceiptAndOnlyItIsTrainedAsLongAsAFirstOne() throws Exception {
    List<ModelSnapshot> published = published(TestSeries.SHAPE, SETTINGS);
    assertThat(published).extracting(ModelSnapshot::getVersion).containsExactly(2L, 3L);
    for (ModelSnapshot one : published) {
      byte[] bytes = new byte[one.getModel().remaining()];
      one.getModel().duplicate().get(bytes);
      assertThat(ModelCodec.decode(bytes).shape()).isEqualTo(SHAPE);
      assertThat(one.getLineage().getSettings())
          .containsEntry("tidegate.trainer.units", "12")
          .containsEntry("tidegate.trainer.layers", "2")
          .containsEntry("tidegate.trainer.horizon", "8")
          .containsEntry("tidegate.trainer.levels", "[0.05, 0.25, 0.5, 0.75, 0.95]");
      assertThat(one.getLineage().getLossBefore()).isFinite();
      Receipt receipt =
          new Receipts(
                  Cluster.settings(SETTINGS),
                  cluster.consumer,
                  FitRunner.HERE,
                  Duration.ofMillis(200))
              .retrain(one.getVersion(), FitProgress.NONE);
      assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.SAME_DIGEST);
    }
    assertThat(requests).extracting(request -> request.settings().batches()).containsExactly(6, 3);
    assertThat(requests.get(1).parent().shape()).isEqualTo(SHAPE);
  }

  @Test
  void anotherShapeThanTheRecordedOneGivesNoReceipt() {
    long version = published(TestSeries.SHAPE, SETTINGS).get(0).getVersion();
    String[] other = SETTINGS.clone();
    other[1] = "13";
    assertThatThrownBy(
            () ->
                new Receipts(
                        Cluster.settings(other),
                        cluster.consumer,
                        FitRunner.HERE,
                        Duration.ofMillis(200))
                    .retrain(version, FitProgress.NONE))
        .isInstanceOf(NoReceiptException.class)
        .hasMessageContainingAll(
            "tidegate.trainer.units was 12, and is 13 here", "--set 'tidegate.trainer.units=12'");
  }

  @Test
  void aShapeThatNoStateCanCarryIsRefusedOnStart() {
    assertThatThrownBy(() -> Cluster.settings("units", "600", "layers", "2"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("tidegate.trainer.units", "at most 1024 hidden", "found 1200");
    assertThatThrownBy(() -> Cluster.settings("units", "1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("tidegate.trainer.units", "0, or 2 to 1024");
    assertThatThrownBy(() -> Cluster.settings("levels", "0.1,0.5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("tidegate.trainer.levels", "symmetric around 0.5");
  }

  @Test
  void aShapeThatTheParentsOtherSizesForbidIsAFailedRetrainingThatSaysWhy() {
    ModelShape twoLayers = new ModelShape(4, 2, 12, 6, TestSeries.SHAPE.levels());
    assertThat(published(twoLayers, "every.observations", "150", "units", "600")).isEmpty();
    assertThat(cluster.written())
        .filteredOn(ModelDecisionEvent.class::isInstance)
        .extracting(ModelDecisionEvent.class::cast)
        .isNotEmpty()
        .allMatch(decision -> decision.getDecision() == ModelDecision.FAILED)
        .allMatch(decision -> decision.getReason().contains("found 1200"));
  }
}
