package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.Fitter;
import io.tidegate.trainer.lineage.TrainingEvents;
import io.tidegate.trainer.network.NativeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two versions are trained for real, by a sidecar; then each is asked for its receipt. */
class ReceiptsTest {
  private static final String[] SETTINGS = {
    "every.observations", "150", "batches", "4", "lanes", "4", "chunk.steps", "24"
  };

  private final Cluster cluster = new Cluster();
  private final List<FitRequest> requests = new ArrayList<>();
  private final List<ModelSnapshot> published = new ArrayList<>();

  @BeforeAll
  static void oneThread() {
    NativeThreads.use(1);
  }

  @BeforeEach
  void aSidecarPublishesVersionsTwoAndThree() {
    byte[] parent = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, 1));
    cluster.addModel("default/1", Snapshots.of(1, parent));
    cluster.addDecision(Decisions.promoted(1));
    cluster.observe(TestSeries.wave("a", 180, 3));
    cluster.observe(TestSeries.wave("b", 180, 4));
    Sidecar[] sidecar = new Sidecar[1];
    FitRunner recording =
        (request, progress) -> {
          requests.add(request);
          return FitRunner.HERE.run(request, progress);
        };
    sidecar[0] =
        new Sidecar(
            Cluster.settings(SETTINGS),
            cluster.consumer,
            cluster.producer,
            Optional.empty(),
            recording,
            () -> FitProgress.NONE,
            TrainingEvents.NONE,
            Cluster.CLOCK);
    cluster.whenDecided(2, () -> sidecar[0].stop());
    sidecar[0].run();
    cluster.written().stream()
        .filter(ModelSnapshot.class::isInstance)
        .map(ModelSnapshot.class::cast)
        .forEach(published::add);
    assertThat(published).extracting(ModelSnapshot::getVersion).containsExactly(2L, 3L);
  }

  private Receipt retrain(long version, FitRunner runner, String... settings)
      throws InterruptedException {
    return new Receipts(
            Cluster.settings(settings), cluster.consumer, runner, Duration.ofMillis(200))
        .retrain(version, FitProgress.NONE);
  }

  @Test
  void aVersionTrainedAgainHasTheSameDigest() throws InterruptedException {
    for (ModelSnapshot one : published) {
      Receipt receipt = retrain(one.getVersion(), FitRunner.HERE, SETTINGS);
      assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.SAME_DIGEST);
      assertThat(receipt.sentence()).isEqualTo("same digest: " + one.getSha256());
    }
  }

  @Test
  void exactlyTheRecordedObservationsAreReadAgain() throws InterruptedException {
    List<FitRequest> again = new ArrayList<>();
    FitRunner recording =
        (request, progress) -> {
          again.add(request);
          return FitRunner.HERE.run(request, progress);
        };
    retrain(2, recording, SETTINGS);
    retrain(3, recording, SETTINGS);
    for (int i = 0; i < 2; i++) {
      assertThat(again.get(i).series()).isEqualTo(requests.get(i).series());
      assertThat(again.get(i).seed()).isEqualTo(requests.get(i).seed());
      assertThat(again.get(i).settings()).isEqualTo(requests.get(i).settings());
      assertThat(ModelCodec.encode(again.get(i).parent()))
          .isEqualTo(ModelCodec.encode(requests.get(i).parent()));
    }
  }

  @Test
  void whatDoesNotTouchTheWeightsMayDiffer() throws InterruptedException {
    Receipt receipt =
        retrain(
            2, FitRunner.HERE, "batches", "4", "lanes", "4", "chunk.steps", "24", "span", "P1D");
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.SAME_DIGEST);
  }

  /** As {@code runner}, on a machine of that name, with that loss. */
  private static FitRunner elsewhere(String environment, double lossFactor) {
    return (request, progress) -> {
      Fit fit =
          new Fitter(request.settings(), progress)
              .fit(request.parent(), request.series(), request.seed() + 1);
      Fit like = FitRunner.HERE.run(request, progress);
      Model other = fit.model();
      return new Fit(
          other,
          like.before(),
          scaled(like, lossFactor),
          like.series(),
          like.observations(),
          like.batches(),
          like.clipped(),
          like.stepsPerSecond(),
          environment == null ? like.environment() : environment);
    };
  }

  private static io.tidegate.trainer.fit.Score scaled(Fit fit, double factor) {
    int horizon = fit.model().shape().horizon();
    return new io.tidegate.trainer.fit.Score(
        fit.after().loss() * factor,
        fit.after().pairs(),
        new double[horizon],
        fit.after().spread());
  }

  @Test
  void onAnotherProcessorALossWithinOnePercentIsSaidToBeThat() throws InterruptedException {
    Receipt receipt = retrain(2, elsewhere("riscv64 with vectors", 1.009), SETTINGS);
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.SAME_LOSS);
    assertThat(receipt.sentence())
        .startsWith("another digest: ")
        .contains("within 1 %", "now on riscv64 with vectors")
        .doesNotContain("not within");
  }

  @Test
  void onAnotherProcessorALossFartherAwayIsDifferent() throws InterruptedException {
    Receipt receipt = retrain(2, elsewhere("riscv64 with vectors", 1.011), SETTINGS);
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DIFFERENT);
    assertThat(receipt.sentence()).contains("not within 1 %");
  }

  @Test
  void anotherDigestOnTheSameProcessorIsDifferentHoweverCloseTheLoss() throws InterruptedException {
    Receipt receipt = retrain(2, elsewhere(null, 1), SETTINGS);
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.DIFFERENT);
    assertThat(receipt.sentence()).contains("the same digest was expected");
  }

  private void isRefused(long version, String[] settings, String... parts) {
    assertThatThrownBy(() -> retrain(version, FitRunner.HERE, settings))
        .isInstanceOf(NoReceiptException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void versionZeroHasNoReceipt() {
    isRefused(0, SETTINGS, "version 0 ships with the software", "pretrain");
  }

  @Test
  void anUnknownVersionIsNamedWithThoseThatThereAre() {
    isRefused(9, SETTINGS, "no valid version 9 of model default", "[1, 2, 3]");
  }

  @Test
  void observationsThatAreNoLongerRetainedAreNamed() {
    cluster.consumer.updateBeginningOffsets(
        Map.of(new TopicPartition("tidegate.observations", 0), 100L));
    isRefused(2, SETTINGS, "offsets 0 to 99", "no longer retained", "the first is 100");
  }

  @Test
  void aTopicThatEndsTooEarlyWasMadeAnew() {
    cluster.consumer.updateEndOffsets(Map.of(new TopicPartition("tidegate.observations", 0), 10L));
    isRefused(2, SETTINGS, "ends at offset 10, before 150", "made anew");
  }

  @Test
  void anotherConfigurationIsNamedByTheKeyThatDiffers() {
    isRefused(
        2,
        new String[] {"batches", "5", "lanes", "4", "chunk.steps", "24"},
        "tidegate.trainer.batches was 4, and is 5 here",
        "--set 'tidegate.trainer.batches=4'");
  }

  private void addAltered(Lineage lineage) {
    ModelSnapshot altered =
        ModelSnapshot.newBuilder(published.get(0)).setVersion(8).setLineage(lineage).build();
    cluster.addModel("default/8", altered);
  }

  private Lineage.Builder lineage() {
    return Lineage.newBuilder(published.get(0).getLineage());
  }

  @Test
  void aVersionWithoutRecordedSettingsIsRefused() {
    addAltered(lineage().setSettings(Map.of()).build());
    isRefused(8, SETTINGS, "did not record its settings");
  }

  @Test
  void aKeyOfAnotherVersionOfTheSoftwareIsNamed() {
    Map<String, String> more = new TreeMap<>(lineage().getSettings());
    more.put("tidegate.trainer.luck", "7");
    addAltered(lineage().setSettings(more).build());
    isRefused(8, SETTINGS, "tidegate.trainer.luck was 7, and is no key of this version");
    more.remove("tidegate.trainer.luck");
    more.remove("tidegate.trainer.lanes");
    addAltered(lineage().setSettings(more).build());
    isRefused(8, SETTINGS, "tidegate.trainer.lanes was not known then, and is 4 here");
  }

  @Test
  void aParentThatIsNotThereIsNamed() {
    addAltered(lineage().setParentVersion(7).build());
    isRefused(8, SETTINGS, "its parent, version 7", "does not hold it");
    addAltered(lineage().setParentSha256("0".repeat(64)).build());
    isRefused(8, SETTINGS, "its parent, version 1", "that version has SHA-256");
  }

  @Test
  void observationsThatAreOthersAtTheSameOffsetsAreRefused() {
    addAltered(lineage().setSpanEnd(java.time.Instant.ofEpochMilli(5)).build());
    isRefused(8, SETTINGS, "are not those that it was trained on");
  }

  @Test
  void theSettingsThatAreRecordedAreThoseThatTheWeightsDependOn() {
    assertThat(published.get(0).getLineage().getSettings())
        .containsEntry("tidegate.trainer.batches", "4")
        .containsEntry("tidegate.zone", "UTC")
        .containsKeys("tidegate.step", "tidegate.trainer.seed", "tidegate.trainer.threads")
        .doesNotContainKeys(
            "tidegate.topics.prefix", "tidegate.trainer.period", "tidegate.trainer.drift");
  }
}
