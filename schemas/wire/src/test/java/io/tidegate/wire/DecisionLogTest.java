package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final DecisionLog log = new DecisionLog();

  private ModelDecisionEvent.Builder decision(ModelDecision what, long version) {
    return log.stamp(
        ModelDecisionEvent.newBuilder()
            .setName("default")
            .setVersion(version)
            .setDecision(what)
            .setReason("a test")
            .setOffsets(List.of()),
        NOON);
  }

  private ModelDecisionEvent promoted(long version) {
    return decision(ModelDecision.PROMOTED, version).setChampion(version).build();
  }

  @Test
  void beforeAnyDecisionTheShippedVersionIsTheChampion() {
    assertThat(log.plan().champion()).isZero();
    assertThat(log.plan().challenger()).isEmpty();
  }

  @Test
  void aPromotionMakesTheChampion() {
    assertThat(log.offer(promoted(3))).isEmpty();
    assertThat(log.plan().champion()).isEqualTo(3);
    assertThat(log.plan().since()).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void ofTwoDecisionsMadeOnTheSameOneTheFirstHolds() {
    ModelDecisionEvent one = promoted(1);
    log.offer(one);
    ModelDecisionEvent two = promoted(2);
    ModelDecisionEvent three = promoted(3);
    assertThat(log.offer(two)).isEmpty();
    assertThat(log.offer(three))
        .hasValueSatisfying(why -> assertThat(why).contains("decide again"));
    assertThat(log.plan().champion()).isEqualTo(2);
    assertThat(log.offer(promoted(3))).isEmpty();
    assertThat(log.plan().champion()).isEqualTo(3);
  }

  @Test
  void aStampedDecisionIsLaterThanTheOneBeforeEvenIfTheClockStandsStill() {
    log.offer(promoted(1));
    ModelDecisionEvent next = promoted(2);
    assertThat(next.getTime()).isEqualTo(NOON.plusMillis(1));
    assertThat(next.getBasedOn()).isEqualTo(NOON);
  }

  @Test
  void aDecisionThatIsNotLaterIsRefused() {
    log.offer(promoted(1));
    ModelDecisionEvent old = promoted(2);
    old.setTime(NOON.minusMillis(1));
    assertThat(log.offer(old)).hasValueSatisfying(why -> assertThat(why).contains("not after"));
    assertThat(log.plan().champion()).isEqualTo(1);
  }

  @Test
  void whatChangesNoVersionAtWorkLeavesTheTrialThatIsUnderWay() {
    log.offer(
        decision(ModelDecision.CHALLENGING, 4)
            .setChampion(3L)
            .setChallenger(4L)
            .setChallengedShare(0.25)
            .build());
    long since = log.plan().since();
    log.offer(
        decision(ModelDecision.FAILED, 5)
            .setChampion(3L)
            .setChallenger(4L)
            .setChallengedShare(0.25)
            .build());
    assertThat(log.plan().since()).isEqualTo(since);
    assertThat(log.plan().decided()).isGreaterThan(since);
  }

  @Test
  void whatCannotBeAtWorkTogetherIsRefused() {
    assertThat(
            log.offer(
                decision(ModelDecision.CHALLENGING, 4)
                    .setChampion(4L)
                    .setChallenger(4L)
                    .setChallengedShare(0.25)
                    .build()))
        .contains("version 4 cannot challenge itself");
    assertThat(
            log.offer(
                decision(ModelDecision.CHALLENGING, 4).setChampion(3L).setChallenger(4L).build()))
        .isPresent();
    assertThat(log.plan()).isEqualTo(ModelPlan.INITIAL);
  }

  @Test
  void decisionsOfEarlierSoftwareStillSayWhichVersionIsInUse() {
    ModelDecisionEvent.Builder old = decision(ModelDecision.PROMOTED, 2).setBasedOn(null);
    assertThat(log.offer(old.build())).isEmpty();
    assertThat(
            log.offer(
                old.setDecision(ModelDecision.REJECTED)
                    .setVersion(3)
                    .setTime(NOON.plusSeconds(1))
                    .build()))
        .isEmpty();
    assertThat(log.plan().champion()).isEqualTo(2);
  }

  @Test
  void theShareOfTheSeriesThatIsChallengedIsTheShareAskedFor() {
    ModelPlan plan = new ModelPlan(0, 0, 1, OptionalLong.of(2), .1, false, false);
    long challenged =
        IntStream.range(0, 100_000).filter(i -> plan.challenges("series-" + i)).count();
    assertThat(challenged / 100_000.).isCloseTo(.1, within(.005));
    ModelPlan wider = new ModelPlan(0, 0, 1, OptionalLong.of(2), .2, false, false);
    assertThat(IntStream.range(0, 1_000).mapToObj(i -> "series-" + i).filter(plan::challenges))
        .allMatch(wider::challenges);
  }

  @Test
  void aShareOfAllChallengesEverySeriesAndNoChallengerNone() {
    ModelPlan all = new ModelPlan(0, 0, 1, OptionalLong.of(2), 1, false, false);
    assertThat(List.of("a", "", "\uD83D\uDE00", "OT")).allMatch(all::challenges);
    assertThat(List.of("a", "", "OT")).noneMatch(ModelPlan.INITIAL::challenges);
  }

  @Test
  void aPlanWithoutChallengerHasNoShare() {
    assertThatThrownBy(() -> new ModelPlan(0, 0, 1, OptionalLong.empty(), .5, false, false))
        .hasMessageContaining("without a challenger");
  }
}
