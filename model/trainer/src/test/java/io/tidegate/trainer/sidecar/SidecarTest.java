package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.OffsetRange;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.lineage.TrainingEvents;
import io.tidegate.trainer.lineage.TrainingRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SidecarTest {
  private final Cluster cluster = new Cluster();
  private final TrainerSettings settings = Cluster.settings("every.observations", "100");
  private final List<FitRequest> requests = new ArrayList<>();
  private final Told events = new Told();
  private Sidecar sidecar;

  @BeforeEach
  void modelOneIsInUse() {
    byte[] model = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, 1));
    cluster.addModel("default/1", Snapshots.of(1, model));
    cluster.addDecision(Decisions.promoted(1));
    cluster.observe(TestSeries.wave("a", 250, 3));
  }

  /** Runs until the second retraining is over. */
  private void run(FitRunner runner) {
    FitRunner stopping =
        (request, progress) -> {
          requests.add(request);
          return runner.run(request, progress);
        };
    sidecar =
        new Sidecar(
            settings,
            cluster.consumer,
            cluster.producer,
            Optional.empty(),
            stopping,
            () -> FitProgress.NONE,
            events,
            Cluster.CLOCK);
    cluster.whenDecided(2, () -> sidecar.stop());
    sidecar.run();
  }

  private static Fit fit(FitRequest request, double before, double after) {
    Model candidate = TestSeries.persistence(TestSeries.SHAPE, request.seed());
    return new Fit(candidate, score(before), score(after), 1, 100, 10, 2, 1_000, "test");
  }

  private static Score score(double loss) {
    int horizon = TestSeries.SHAPE.horizon();
    return new Score(loss, 10, new double[horizon], new float[horizon]);
  }

  @Test
  void everyHundredObservationsAreFollowedByARetrainingOnExactlyThose() {
    run((request, progress) -> fit(request, 1, 0.5));
    assertThat(requests)
        .extracting(request -> request.series().get(0).observations().size())
        .containsExactly(100, 200);
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getOffsets)
        .containsExactly(
            List.of(new OffsetRange(0, 0L, 100L)), List.of(new OffsetRange(0, 0L, 200L)));
  }

  @Test
  void aBetterCandidateIsPublishedWithItsDecisionInOneTransactionAndBecomesTheParent() {
    run((request, progress) -> fit(request, 1, 0.5));
    assertThat(cluster.producer.commitCount()).isEqualTo(2);
    List<SpecificRecord> written = cluster.written();
    assertThat(written).hasSize(4);
    ModelSnapshot snapshot = (ModelSnapshot) written.get(0);
    ModelDecisionEvent decision = (ModelDecisionEvent) written.get(1);
    assertThat(decision.getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(decision.getVersion()).isEqualTo(2).isEqualTo(snapshot.getVersion());
    assertThat(snapshot.getSha256()).isEqualTo(Digest.sha256(snapshot.getModel().array()));
    assertThat(snapshot.getLineage().getParentVersion()).isEqualTo(1);
    assertThat(snapshot.getLineage().getLossBefore()).isEqualTo(1);
    assertThat(snapshot.getLineage().getLossAfter()).isEqualTo(0.5);
    assertThat(snapshot.getLineage().getClippedBatches()).isEqualTo(2);
    assertThat(snapshot.getLineage().getSpanEnd().toEpochMilli()).isEqualTo(99 * TestSeries.HOUR);
    assertThat(((ModelSnapshot) written.get(2)).getLineage().getParentSha256())
        .isEqualTo(snapshot.getSha256());
    assertThat(ModelCodec.encode(requests.get(1).parent())).isEqualTo(snapshot.getModel().array());
    assertThat(new String(cluster.producer.history().get(0).key(), StandardCharsets.UTF_8))
        .isEqualTo("default/2");
  }

  @Test
  void aWorseCandidateIsRejectedAndTheParentStays() {
    run((request, progress) -> fit(request, 1, 1.06));
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getDecision)
        .containsOnly(ModelDecision.REJECTED);
    assertThat(ModelCodec.encode(requests.get(1).parent()))
        .isEqualTo(ModelCodec.encode(requests.get(0).parent()));
  }

  @Test
  void aRejectedCandidateIsPublishedWithItsDecisionSoThatItCanBeLookedAtAndPromotedByHand() {
    run((request, progress) -> fit(request, 1, 1.06));
    assertThat(cluster.producer.commitCount()).isEqualTo(2);
    assertThat(cluster.written())
        .hasExactlyElementsOfTypes(
            ModelSnapshot.class,
            ModelDecisionEvent.class,
            ModelSnapshot.class,
            ModelDecisionEvent.class);
    ModelSnapshot snapshot = (ModelSnapshot) cluster.written().get(0);
    assertThat(snapshot.getVersion()).isEqualTo(2);
    assertThat(snapshot.getLineage().getParentVersion()).isEqualTo(1);
    assertThat(snapshot.getLineage().getLossAfter()).isEqualTo(1.06);
    assertThat(cluster.decisions().get(0).getChampion()).isEqualTo(1);
  }

  @Test
  void aFailedRetrainingHasNoSnapshot() {
    run(
        (request, progress) -> {
          throw new FitFailedException("out of memory", null);
        });
    assertThat(cluster.written()).hasOnlyElementsOfType(ModelDecisionEvent.class);
  }

  @Test
  void aCandidateThatIsNotBetterIsRejectedAndTheDecisionSaysWhy() {
    run((request, progress) -> fit(request, 1, 1));
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getDecision)
        .containsOnly(ModelDecision.REJECTED);
    assertThat(cluster.decisions().get(0).getReason())
        .startsWith(
            "held-back loss 1.0000, parent's 1.0000: not better; 0 blocks of time are too few");
    assertThat(cluster.decisions().get(0).getFigures()).containsEntry("offline.blocks", 0.0);
  }

  @Test
  void aCandidateWithoutAFiniteLossIsRejected() {
    run((request, progress) -> fit(request, 1, Double.NaN));
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getDecision)
        .containsOnly(ModelDecision.REJECTED);
  }

  @Test
  void aFailedTrainingIsSaidWithItsReasonAndTheSidecarLivesOn() {
    run(
        (request, progress) -> {
          if (requests.size() == 1) {
            throw new FitFailedException("out of memory", null);
          }
          return fit(request, 1, 0.5);
        });
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getDecision)
        .containsExactly(ModelDecision.FAILED, ModelDecision.PROMOTED);
    assertThat(cluster.decisions().get(0).getReason()).contains("out of memory");
    assertThat(cluster.decisions().get(0).getLossBefore()).isNull();
  }

  @Test
  void whatIsNoObservationIsPassedOver() {
    Cluster broken = cluster;
    broken.addObservation("not Avro".getBytes(StandardCharsets.UTF_8));
    broken.addObservation(null);
    run((request, progress) -> fit(request, 1, 0.5));
    assertThat(requests).hasSize(2);
  }

  @Test
  void aNewerTrainerOfTheSameModelEndsThisOne() {
    assertThatThrownBy(
            () ->
                run(
                    (request, progress) -> {
                      cluster.producer.fenceProducer();
                      return fit(request, 1, 0.5);
                    }))
        .isInstanceOf(SidecarException.class)
        .hasMessageContaining("a newer trainer of model default took over");
    assertThat(cluster.written()).isEmpty();
  }

  @Test
  void anOlderTrainerIsFencedBeforeAnythingIsRead() {
    cluster.producer.initTransactionException = new AuthorizationException("not yours");
    assertThatThrownBy(() -> run((request, progress) -> fit(request, 1, 0.5)))
        .isInstanceOf(SidecarException.class)
        .hasMessageContaining("does not give this trainer its transactional id: not yours");
    assertThat(cluster.consumer.assignment()).isEmpty();
  }

  @Test
  void aMissingTopicIsNamedWithWhatToDo() {
    Cluster empty = new Cluster();
    empty.consumer.updatePartitions("tidegate.models", List.of());
    Sidecar alone =
        new Sidecar(
            settings,
            empty.consumer,
            empty.producer,
            Optional.empty(),
            FitRunner.HERE,
            () -> FitProgress.NONE,
            TrainingEvents.NONE,
            Cluster.CLOCK);
    assertThatThrownBy(alone::run)
        .isInstanceOf(SidecarException.class)
        .hasMessageContaining("no topic tidegate.models at localhost:1")
        .hasMessageContaining("tidegate topics create");
  }

  /** Writes down what it is told. */
  private static final class Told implements TrainingEvents {
    final List<String> calls = new ArrayList<>();

    @Override
    public void started(TrainingRun run) {
      calls.add("started " + run.version() + " from " + run.parent() + ": " + run.cause());
    }

    @Override
    public void ended(TrainingRun run, ModelDecisionEvent decision, ModelSnapshot snapshot) {
      calls.add("ended " + run.version() + " " + decision.getDecision() + (snapshot != null));
    }

    @Override
    public void failed(TrainingRun run, String reason) {
      calls.add("failed " + run.version() + ": " + reason);
    }

    @Override
    public void stopped(TrainingRun run) {
      calls.add("stopped " + run.version());
    }

    @Override
    public void close() {}
  }

  @Test
  void everyRetrainingIsToldFromItsBeginningToItsEnd() {
    run(
        (request, progress) -> {
          if (requests.size() == 1) {
            throw new FitFailedException("out of memory", null);
          }
          return fit(request, 1, 0.5);
        });
    assertThat(events.calls)
        .containsExactly(
            "started 2 from 1: 100 observations were read",
            "ended 2 FAILEDfalse",
            "started 3 from 1: 100 observations were read",
            "ended 3 PROMOTEDtrue");
  }

  @Test
  void aTrainingThatIsGivenUpIsToldToBeStopped() {
    run(
        (request, progress) -> {
          sidecar.stop();
          throw new InterruptedException("told to stop");
        });
    assertThat(events.calls)
        .containsExactly("started 2 from 1: 100 observations were read", "stopped 2");
  }

  @Test
  void aDecisionThatCannotBeWrittenIsToldAsAFailure() {
    assertThatThrownBy(
            () ->
                run(
                    (request, progress) -> {
                      cluster.producer.fenceProducer();
                      return fit(request, 1, 0.5);
                    }))
        .isInstanceOf(SidecarException.class);
    assertThat(events.calls).hasSize(2).last().asString().startsWith("failed 2: a newer trainer");
  }
}
