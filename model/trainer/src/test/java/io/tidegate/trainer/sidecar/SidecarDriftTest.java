package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.RetrainingCause;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.drift.ErrorStream;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.lineage.TrainingEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SidecarDriftTest {
  private static final String[] NEVER_BY_PERIOD = {"period", "P300D", "retry.backoff", "PT0.01S"};

  private final Cluster cluster = new Cluster();
  private final ErrorStream errors = new ErrorStream(ErrorStream.Kind.LAPLACE, 5, 24, 11);
  private final List<FitRequest> requests = new ArrayList<>();
  private Sidecar sidecar;

  @BeforeEach
  void modelOneIsInUse() {
    cluster.addModel("default/1", Snapshots.of(1, model(1)));
    cluster.addDecision(Decisions.promoted(1));
    cluster.observe(TestSeries.wave("a", 250, 3));
  }

  private static byte[] model(long seed) {
    return ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, seed));
  }

  /** Runs until everything that is to come has come. */
  private void run(TrainerSettings settings, FitRunner runner) {
    FitRunner counting =
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
            counting,
            () -> FitProgress.NONE,
            TrainingEvents.NONE,
            Cluster.CLOCK);
    sidecar.run();
  }

  private void report(int reports, long version, double factor) {
    for (int i = 0; i < reports; i++) {
      cluster.addAccuracy(errors.next(factor), version);
    }
  }

  /** Reports that come while it runs, and then its end. */
  private void reportLater(int reports, long version, double factor) {
    for (int i = 0; i < reports; i++) {
      cluster.addAccuracyLater(errors.next(factor), version);
    }
    stopLater();
  }

  private void stopLater() {
    cluster.later(() -> sidecar.stop());
  }

  private static Fit fit(FitRequest request) {
    return new Fit(
        TestSeries.persistence(TestSeries.SHAPE, request.seed()),
        score(1),
        score(0.9),
        1,
        250,
        10,
        2,
        1_000,
        "test");
  }

  private static Score score(double loss) {
    int horizon = TestSeries.SHAPE.horizon();
    return new Score(loss, 10, new double[horizon], new float[horizon]);
  }

  @Test
  void errorsThatDoubleAreAnsweredByOneRetrainingThatSaysWhy() {
    report(400, 1, 1);
    reportLater(40, 1, 2);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).hasSize(1);
    ModelDecisionEvent decision = cluster.decisions().get(0);
    assertThat(decision.getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(decision.getCause()).isEqualTo(RetrainingCause.DRIFT);
    assertThat(decision.getCauseDetail())
        .startsWith("errors of version 1 are ")
        .contains("times each series' usual ones", "evidence");
  }

  @Test
  void errorsThatStayAsTheyAreAreNotAnswered() {
    report(400, 1, 1);
    reportLater(100, 1, 1);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).isEmpty();
  }

  @Test
  void aRetrainingOnDriftThatFailsIsTriedAgain() {
    report(400, 1, 1);
    report(40, 1, 2);
    run(
        Cluster.settings(NEVER_BY_PERIOD),
        (request, progress) -> {
          if (requests.size() == 1) {
            throw new FitFailedException("out of memory", null);
          }
          stopLater();
          return fit(request);
        });
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getDecision)
        .containsExactly(ModelDecision.FAILED, ModelDecision.PROMOTED);
    assertThat(cluster.decisions())
        .extracting(ModelDecisionEvent::getCause)
        .containsOnly(RetrainingCause.DRIFT);
  }

  @Test
  void driftWhileTheTrainerWasAwayIsAnsweredOnceAllIsRead() {
    report(400, 1, 1);
    report(40, 1, 2);
    reportLater(1, 1, 2);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).series().get(0).observations()).hasSize(250);
  }

  @Test
  void driftThatANewerVersionHasAnsweredIsNotAnsweredAgain() {
    cluster.addModel("default/2", Snapshots.of(2, model(2)));
    cluster.addDecision(
        Decisions.operator(Decisions.promoted(1), 2, ModelDecision.PROMOTED).build());
    report(400, 1, 1);
    report(40, 1, 2);
    report(40, 2, 2);
    reportLater(40, 2, 2);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).isEmpty();
  }

  @Test
  void whatIsNoReportIsPassedOver() {
    report(200, 1, 1);
    cluster.addAccuracy("a", "not Avro".getBytes(StandardCharsets.UTF_8));
    cluster.addAccuracy("a", (byte[]) null);
    report(200, 1, 1);
    reportLater(40, 1, 2);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).hasSize(1);
  }

  @Test
  void switchedOffNobodyReadsTheReports() {
    cluster.consumer.updatePartitions("tidegate.accuracy", List.of());
    stopLater();
    run(
        Cluster.settings("period", "P300D", "drift", "off", "watch", "off"),
        (request, progress) -> fit(request));
    assertThat(cluster.consumer.assignment())
        .noneMatch(one -> one.topic().equals("tidegate.accuracy"));
  }

  @Test
  void switchedOnItNamesTheTopicThatIsMissing() {
    cluster.consumer.updatePartitions("tidegate.accuracy", List.of());
    assertThatThrownBy(
            () -> run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request)))
        .isInstanceOf(SidecarException.class)
        .hasMessageContaining("no topic tidegate.accuracy");
  }

  private void isBeside(long champion, long challenger, boolean watching) {
    ModelDecisionEvent first = Decisions.promoted(1);
    cluster.addDecision(
        ModelDecisionEvent.newBuilder(first)
            .setDecision(watching ? ModelDecision.PROMOTED : ModelDecision.CHALLENGING)
            .setVersion(2)
            .setTime(first.getTime().plusSeconds(1))
            .setBasedOn(first.getTime())
            .setChampion(champion)
            .setChallenger(challenger)
            .setChallengedShare(1)
            .setWatching(watching)
            .build());
  }

  @Test
  void duringATrialTheCandidateOfARetrainingOnDriftTakesTheChallengersPlace() {
    isBeside(1, 2, false);
    report(400, 1, 1);
    reportLater(40, 1, 2);
    run(
        Cluster.settings("period", "P300D", "gate.live", "on"),
        (request, progress) -> fit(request));
    ModelDecisionEvent decision = cluster.decisions().get(0);
    assertThat(decision.getDecision()).isEqualTo(ModelDecision.CHALLENGING);
    assertThat(decision.getCause()).isEqualTo(RetrainingCause.DRIFT);
    assertThat(decision.getChampion()).isEqualTo(1);
    assertThat(decision.getChallenger()).isEqualTo(3);
    assertThat(decision.getReason()).endsWith("in the place of version 2, not decided on");
  }

  @Test
  void duringAWatchDriftWaitsUntilBothVersionsAreCompared() {
    cluster.addModel("default/2", Snapshots.of(2, model(2)));
    isBeside(2, 1, true);
    report(400, 2, 1);
    reportLater(40, 2, 2);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).isEmpty();
  }

  @Test
  void whatAVersionDidThatWasTakenBackIsNotHeldAgainstTheOneBefore() {
    report(400, 1, 1);
    report(40, 2, 3);
    reportLater(40, 1, 1);
    run(Cluster.settings(NEVER_BY_PERIOD), (request, progress) -> fit(request));
    assertThat(requests).isEmpty();
  }

  @Test
  void anExactNumberOfObservationsIsNotDisturbedUnlessAskedFor() {
    assertThat(Cluster.settings().drift()).isPresent();
    assertThat(Cluster.settings("every.observations", "100").drift()).isEmpty();
    assertThat(Cluster.settings("every.observations", "100", "drift", "on").drift()).isPresent();
  }
}
