package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.lineage.TrainingEvents;
import io.tidegate.wire.DecisionLog;
import io.tidegate.wire.ModelPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the sidecar makes of decisions, its own ones and an operator's. */
class SidecarDecisionsTest {
  private static final ModelDecisionEvent FIRST = Decisions.promoted(1);

  private final Cluster cluster = new Cluster();
  private final List<FitRequest> requests = new ArrayList<>();
  private final byte[] one = model(1);
  private final byte[] two = model(2);
  private Sidecar sidecar;

  private static byte[] model(long seed) {
    return ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, seed));
  }

  /** Runs until so many decisions are written; each fit ends with that loss, the parent's is 1. */
  private void run(int decisions, double loss, Runnable during) {
    cluster.whenDecided(decisions, () -> sidecar.stop());
    runToTheEnd(loss, during);
  }

  private void runToTheEnd(double loss, Runnable during) {
    FitRunner runner =
        (request, progress) -> {
          requests.add(request);
          if (requests.size() == 1) {
            during.run();
          }
          return fit(request, loss);
        };
    sidecar =
        new Sidecar(
            Cluster.settings("every.observations", "100"),
            cluster.consumer,
            cluster.producer,
            Optional.empty(),
            runner,
            () -> FitProgress.NONE,
            TrainingEvents.NONE,
            Cluster.CLOCK);
    sidecar.run();
  }

  private static Fit fit(FitRequest request, double loss) {
    return new Fit(
        TestSeries.persistence(TestSeries.SHAPE, request.seed()),
        score(1),
        score(loss),
        1,
        100,
        10,
        2,
        1_000,
        "test");
  }

  private static Score score(double loss) {
    int horizon = TestSeries.SHAPE.horizon();
    return new Score(loss, 10, new double[horizon], new float[horizon]);
  }

  private void versionsOneAndTwoArePublished() {
    cluster.addModel("default/1", Snapshots.of(1, one));
    cluster.addModel("default/2", Snapshots.of(2, two));
    cluster.addDecision(FIRST);
    cluster.observe(TestSeries.wave("a", 250, 3));
  }

  private ModelPlan plan() {
    DecisionLog log = new DecisionLog();
    cluster.allDecisions().forEach(log::offer);
    return log.plan();
  }

  @Test
  void theParentIsTheChampionThatDecisionsNameAndNotTheHighestVersion() {
    versionsOneAndTwoArePublished();
    run(1, .5, () -> {});
    assertThat(ModelCodec.encode(requests.get(0).parent())).isEqualTo(one);
    assertThat(cluster.decisions().get(0).getVersion()).isEqualTo(3);
  }

  @Test
  void withoutADecisionTheShippedVersionIsTheParentWhateverWasPublished() {
    cluster.addModel("default/1", Snapshots.of(1, one));
    cluster.observe(TestSeries.wave("a", 250, 3));
    run(1, .5, () -> {});
    assertThat(ModelCodec.encode(requests.get(0).parent())).isEqualTo(ShippedModel.bytes());
    assertThat(cluster.decisions().get(0).getVersion()).isEqualTo(2);
    assertThat(cluster.decisions().get(0).getBasedOn()).isNull();
  }

  @Test
  void theNextNumberIsOneMoreThanAnyInEitherTopic() {
    versionsOneAndTwoArePublished();
    cluster.addDecision(
        ModelDecisionEvent.newBuilder(FIRST)
            .setDecision(ModelDecision.FAILED)
            .setVersion(7)
            .setTime(FIRST.getTime().plusSeconds(1))
            .setBasedOn(FIRST.getTime())
            .build());
    run(2, .5, () -> {});
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getVersion)
        .containsExactly(8L, 9L);
  }

  @Test
  void everyDecisionStandsOnTheOneBeforeAndSaysWhoIsTheChampion() {
    versionsOneAndTwoArePublished();
    run(2, .5, () -> {});
    List<ModelDecisionEvent> written = cluster.decisions();
    assertThat(written).extracting(ModelDecisionEvent::getChampion).containsExactly(3L, 4L);
    assertThat(written.get(0).getBasedOn()).isEqualTo(FIRST.getTime());
    assertThat(written.get(1).getBasedOn()).isEqualTo(written.get(0).getTime());
    assertThat(plan().champion()).isEqualTo(4);
  }

  @Test
  void aRejectedCandidateLeavesThePlanAsItIs() {
    versionsOneAndTwoArePublished();
    run(2, 2, () -> {});
    assertThat(cluster.decisions())
        .allMatch(one -> one.getDecision() == ModelDecision.REJECTED)
        .extracting(ModelDecisionEvent::getChampion)
        .containsExactly(1L, 1L);
    assertThat(plan().since()).isEqualTo(FIRST.getTime().toEpochMilli());
  }

  private ModelDecisionEvent operator(long champion, ModelDecision decision, boolean pinned) {
    return Decisions.operator(FIRST, champion, decision).setPinned(pinned).build();
  }

  @Test
  void aVersionThatAnOperatorPromotesMeanwhileStaysAndIsTheNextParent() {
    versionsOneAndTwoArePublished();
    ModelDecisionEvent promoted = operator(2, ModelDecision.PROMOTED, false);
    run(2, .5, () -> cluster.addDecisionNow(promoted));
    ModelDecisionEvent candidate = cluster.decisions().get(0);
    assertThat(candidate.getDecision()).isEqualTo(ModelDecision.REJECTED);
    assertThat(candidate.getReason()).contains("while it was trained version 2", "took over");
    assertThat(candidate.getBasedOn()).isEqualTo(promoted.getTime());
    assertThat(candidate.getChampion()).isEqualTo(2);
    assertThat(ModelCodec.encode(requests.get(1).parent())).isEqualTo(two);
    assertThat(cluster.decisions().get(1).getDecision()).isEqualTo(ModelDecision.PROMOTED);
  }

  @Test
  void ofTwoDecisionsAtTheSameTimeTheOperatorsHoldsAndTheTrainerDecidesAgain() {
    versionsOneAndTwoArePublished();
    ModelDecisionEvent promoted = operator(2, ModelDecision.PROMOTED, false);
    cluster.before("tidegate.model-decisions", () -> cluster.addDecisionNow(promoted));
    run(3, .5, () -> {});
    List<ModelDecisionEvent> written = cluster.decisions();
    assertThat(written)
        .extracting(ModelDecisionEvent::getDecision)
        .containsExactly(ModelDecision.PROMOTED, ModelDecision.REJECTED, ModelDecision.PROMOTED);
    assertThat(written).extracting(ModelDecisionEvent::getVersion).containsExactly(3L, 3L, 4L);
    assertThat(written.get(1).getBasedOn()).isEqualTo(promoted.getTime());
    assertThat(written.get(1).getChampion()).isEqualTo(2);
    assertThat(cluster.written().stream().filter(ModelSnapshot.class::isInstance)).hasSize(2);
  }

  @Test
  void whileAVersionIsPinnedNothingIsTrained() {
    versionsOneAndTwoArePublished();
    cluster.addDecision(operator(1, ModelDecision.PINNED, true));
    cluster.later(() -> sidecar.stop());
    runToTheEnd(.5, () -> {});
    assertThat(requests).isEmpty();
    assertThat(cluster.written()).isEmpty();
  }

  @Test
  void aCandidateThatIsReadyWhenItsParentIsPinnedIsKeptButNotUsed() {
    versionsOneAndTwoArePublished();
    run(1, .5, () -> cluster.addDecisionNow(operator(1, ModelDecision.PINNED, true)));
    assertThat(cluster.written().get(0)).isInstanceOf(ModelSnapshot.class);
    assertThat(cluster.decisions().get(0).getDecision()).isEqualTo(ModelDecision.REJECTED);
    assertThat(cluster.decisions().get(0).getReason()).contains("version 1 was pinned");
    assertThat(plan().pinned()).isTrue();
    assertThat(plan().champion()).isEqualTo(1);
  }

  @Test
  void aChampionWithoutAValidSnapshotIsTakenBack() {
    versionsOneAndTwoArePublished();
    cluster.addModel("default/5", "not Avro".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    cluster.addDecision(operator(5, ModelDecision.PROMOTED, false));
    run(2, .5, () -> {});
    ModelDecisionEvent restored = cluster.decisions().get(0);
    assertThat(restored.getDecision()).isEqualTo(ModelDecision.ROLLED_BACK);
    assertThat(restored.getVersion()).isEqualTo(1);
    assertThat(restored.getChampion()).isEqualTo(1);
    assertThat(restored.getReason()).contains("no valid snapshot of version 5");
    assertThat(ModelCodec.encode(requests.get(0).parent())).isEqualTo(one);
  }

  @Test
  void aChampionWithoutASnapshotThatComesWhileItRunsIsTakenBackToo() {
    versionsOneAndTwoArePublished();
    run(3, .5, () -> cluster.addDecisionNow(operator(9, ModelDecision.PROMOTED, false)));
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getDecision)
        .containsExactly(ModelDecision.REJECTED, ModelDecision.ROLLED_BACK, ModelDecision.PROMOTED);
    assertThat(plan().champion()).isEqualTo(10);
  }
}
