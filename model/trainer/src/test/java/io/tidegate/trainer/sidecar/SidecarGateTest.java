package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trials before a promotion, and watches after one. */
class SidecarGateTest {
  private static final ModelDecisionEvent FIRST = Decisions.promoted(1);
  private static final String[] LIVE = {"every.observations", "100", "gate.live", "on"};
  private static final String[] LIVE_AND_WATCH = {
    "every.observations", "100", "gate.live", "on", "watch", "on"
  };
  private static final String[] WATCH = {"every.observations", "100", "watch", "on"};

  private final Cluster cluster = new Cluster();
  private final List<FitRequest> requests = new ArrayList<>();
  private Sidecar sidecar;

  @BeforeEach
  void versionOneIsTheChampion() {
    for (long version : new long[] {1, 2}) {
      byte[] model = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, version));
      cluster.addModel("default/" + version, Snapshots.of(version, model));
    }
    cluster.addDecision(FIRST);
    cluster.observe(TestSeries.wave("a", 150, 3));
  }

  private void run(String... settings) {
    FitRunner runner =
        (request, progress) -> {
          requests.add(request);
          return fit(request);
        };
    sidecar =
        new Sidecar(
            Cluster.settings(settings),
            cluster.consumer,
            cluster.producer,
            Optional.empty(),
            runner,
            () -> FitProgress.NONE,
            TrainingEvents.NONE,
            Cluster.CLOCK);
    sidecar.run();
  }

  private static Fit fit(FitRequest request) {
    int horizon = TestSeries.SHAPE.horizon();
    Score before = new Score(1, 10, new double[horizon], new float[horizon]);
    Score after = new Score(.5, 10, new double[horizon], new float[horizon]);
    return new Fit(
        TestSeries.persistence(TestSeries.SHAPE, request.seed()),
        before,
        after,
        1,
        100,
        10,
        2,
        1_000,
        "test");
  }

  /** Then the stream reports: the challenger errs {@code factor} times as much, on two series. */
  private void report(int reports, double factor) {
    for (int i = 0; i < reports; i++) {
      cluster.addPairedNow("s" + i % 2, last(), 100, factor);
    }
  }

  private ModelDecisionEvent last() {
    List<ModelDecisionEvent> all = cluster.allDecisions();
    return all.get(all.size() - 1);
  }

  private void stop() {
    sidecar.stop();
  }

  private ModelDecisionEvent decision(int index) {
    return cluster.decisions().get(index);
  }

  @Test
  void anAcceptedCandidateRunsBesideTheChampionFirst() {
    cluster.whenDecided(1, this::stop);
    run(LIVE);
    assertThat(cluster.written()).hasSize(2).first().isInstanceOf(ModelSnapshot.class);
    assertThat(decision(0).getDecision()).isEqualTo(ModelDecision.CHALLENGING);
    assertThat(decision(0).getVersion()).isEqualTo(3);
    assertThat(decision(0).getChampion()).isEqualTo(1);
    assertThat(decision(0).getChallenger()).isEqualTo(3);
    assertThat(decision(0).getChallengedShare()).as("of one series").isEqualTo(1);
    assertThat(decision(0).getWatching()).isFalse();
    assertThat(decision(0).getReason()).contains("beside version 1 on 100 % of the series");
  }

  @Test
  void aChallengerThatIsBetterIsPromotedWithItsFigures() {
    cluster.whenDecided(
        1,
        () -> {
          cluster.whenDecided(2, this::stop);
          report(60, .7);
        });
    run(LIVE);
    ModelDecisionEvent promoted = decision(1);
    assertThat(promoted.getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(promoted.getVersion()).isEqualTo(3);
    assertThat(promoted.getChampion()).isEqualTo(3);
    assertThat(promoted.getChallenger()).isNull();
    assertThat(promoted.getBasedOn()).isEqualTo(decision(0).getTime());
    assertThat(promoted.getReason())
        .startsWith("errors of version 3 are 30.0 % smaller than version 1's");
    assertThat(promoted.getFigures().get("errorRatio")).isBetween(.69, .71);
    assertThat(promoted.getFigures().get("evidenceBetter")).isGreaterThanOrEqualTo(40);
  }

  @Test
  void afterATrialThereIsAWatchWhereThatIsOn() {
    cluster.whenDecided(
        1,
        () -> {
          cluster.whenDecided(2, this::stop);
          report(60, .7);
        });
    run(LIVE_AND_WATCH);
    assertThat(decision(1).getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(decision(1).getChampion()).isEqualTo(3);
    assertThat(decision(1).getChallenger()).isEqualTo(1);
    assertThat(decision(1).getWatching()).isTrue();
  }

  @Test
  void aChallengerThatIsWorseIsRejectedAndTheChampionStays() {
    cluster.whenDecided(
        1,
        () -> {
          cluster.whenDecided(2, this::stop);
          report(60, 2);
        });
    run(LIVE);
    assertThat(decision(1).getDecision()).isEqualTo(ModelDecision.REJECTED);
    assertThat(decision(1).getVersion()).isEqualTo(3);
    assertThat(decision(1).getChampion()).isEqualTo(1);
    assertThat(decision(1).getChallenger()).isNull();
    assertThat(decision(1).getReason()).startsWith("errors of version 3 are 100.0 % larger");
  }

  @Test
  void aChallengerNotShownToBeBetterWithinTheBoundOfRecordsIsRejected() {
    cluster.whenDecided(
        1,
        () -> {
          cluster.whenDecided(2, this::stop);
          report(30, 1);
        });
    run("every.observations", "100", "gate.live", "on", "challenge.records", "3000");
    assertThat(decision(1).getDecision()).isEqualTo(ModelDecision.REJECTED);
    assertThat(decision(1).getReason()).startsWith("not shown to be better within 3000 records");
  }

  @Test
  void beforeThatNothingIsDecidedAndNothingElseIsTrained() {
    cluster.observe(TestSeries.wave("b", 400, 3));
    cluster.whenDecided(
        1,
        () -> {
          cluster.whenDecided(Integer.MAX_VALUE, () -> {});
          report(29, 1);
          cluster.later(this::stop);
        });
    run("every.observations", "100", "gate.live", "on", "challenge.records", "3000");
    assertThat(cluster.decisions()).hasSize(1);
    assertThat(requests).hasSize(1);
  }

  @Test
  void reportsOfAnotherTrialOfTheSameVersionsDoNotCount() {
    cluster.whenDecided(
        1,
        () -> {
          cluster.whenDecided(Integer.MAX_VALUE, () -> {});
          ModelDecisionEvent other =
              ModelDecisionEvent.newBuilder(last()).setTime(FIRST.getTime().plusMillis(5)).build();
          for (int i = 0; i < 60; i++) {
            cluster.addPairedNow("s", other, 100, .5);
          }
          cluster.later(this::stop);
        });
    run(LIVE);
    assertThat(cluster.decisions()).hasSize(1);
  }

  private ModelDecisionEvent trial(boolean watching) {
    return ModelDecisionEvent.newBuilder(FIRST)
        .setVersion(2)
        .setDecision(watching ? ModelDecision.PROMOTED : ModelDecision.CHALLENGING)
        .setTime(FIRST.getTime().plusSeconds(1))
        .setBasedOn(FIRST.getTime())
        .setChampion(watching ? 2L : 1L)
        .setChallenger(watching ? 1L : 2L)
        .setChallengedShare(.5)
        .setWatching(watching)
        .build();
  }

  @Test
  void aTrialGoesOnAfterARestartAndStandsOnTheReportsBeforeItToo() {
    cluster.addDecision(trial(false));
    report(60, .7);
    cluster.whenDecided(1, this::stop);
    run("period", "P300D", "gate.live", "on");
    assertThat(decision(0).getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(decision(0).getVersion()).isEqualTo(2);
    assertThat(decision(0).getFigures().get("reports")).isEqualTo(60);
    assertThat(requests).isEmpty();
  }

  @Test
  void aNewChampionIsWatchedByTheFormerOne() {
    cluster.whenDecided(1, this::stop);
    run(WATCH);
    assertThat(decision(0).getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(decision(0).getChampion()).isEqualTo(3);
    assertThat(decision(0).getChallenger()).isEqualTo(1);
    assertThat(decision(0).getWatching()).isTrue();
    assertThat(decision(0).getChallengedShare()).isEqualTo(1);
  }

  private void watch(double factor) {
    cluster.addDecision(trial(true));
    report(60, factor);
    cluster.whenDecided(1, this::stop);
    run("period", "P300D");
  }

  @Test
  void aFormerChampionThatIsBetterTakesOverAgain() {
    watch(.5);
    assertThat(decision(0).getDecision()).isEqualTo(ModelDecision.ROLLED_BACK);
    assertThat(decision(0).getVersion()).isEqualTo(1);
    assertThat(decision(0).getChampion()).isEqualTo(1);
    assertThat(decision(0).getChallenger()).isNull();
    assertThat(decision(0).getWatching()).isFalse();
    assertThat(decision(0).getReason())
        .startsWith("errors of version 1 are 50.0 % smaller than version 2's");
  }

  @Test
  void aNewChampionThatIsBetterIsKept() {
    watch(1.5);
    assertThat(decision(0).getDecision()).isEqualTo(ModelDecision.KEPT);
    assertThat(decision(0).getVersion()).isEqualTo(2);
    assertThat(decision(0).getChampion()).isEqualTo(2);
    assertThat(decision(0).getChallenger()).isNull();
  }

  @Test
  void whileAVersionIsPinnedNoTrialEnds() {
    cluster.addDecision(
        ModelDecisionEvent.newBuilder(trial(true))
            .setPinned(true)
            .setBy("operator")
            .setDecision(ModelDecision.PINNED)
            .build());
    report(60, .5);
    cluster.later(this::stop);
    run("period", "P300D");
    assertThat(cluster.written()).isEmpty();
  }

  @Test
  void aTrialThatAnOperatorEndedIsOver() {
    ModelDecisionEvent trial = trial(false);
    cluster.addDecision(trial);
    report(60, .7);
    cluster.addDecision(Decisions.operator(trial, 1, ModelDecision.ROLLED_BACK).build());
    cluster.later(this::stop);
    run("period", "P300D", "gate.live", "on");
    assertThat(cluster.written()).isEmpty();
  }

  @Test
  void aTrialThatIsSwitchedOffHereEnds() {
    cluster.addDecision(trial(false));
    cluster.whenDecided(1, this::stop);
    run("period", "P300D");
    assertThat(decision(0).getDecision()).isEqualTo(ModelDecision.REJECTED);
    assertThat(decision(0).getReason()).startsWith("it was switched off");
    assertThat(decision(0).getChampion()).isEqualTo(1);
  }

  @Test
  void aFormerChampionThatIsAheadKeepsTheNewOneFromBecomingAParent() {
    cluster.addDecision(trial(true));
    report(6, .5);
    cluster.later(this::stop);
    run(WATCH);
    assertThat(requests).isEmpty();
  }

  @Test
  void theShareIsRaisedUntilEnoughSeriesAreChallenged() {
    assertThat(Cluster.settings().challenge().shareOf(0)).isEqualTo(1);
    assertThat(Cluster.settings().challenge().shareOf(7)).isEqualTo(1);
    assertThat(Cluster.settings().challenge().shareOf(64)).isEqualTo(.25);
    assertThat(Cluster.settings().challenge().shareOf(1_000_000)).isEqualTo(.1);
  }
}
