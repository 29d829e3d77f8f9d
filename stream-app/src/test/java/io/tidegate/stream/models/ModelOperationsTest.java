package io.tidegate.stream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelOperationsTest {
  private static final StreamSettings SETTINGS = StreamSettings.load(null, Map.of(), Map.of());
  private static final Instant NOW = ModelTopics.NOW;

  private final ModelTopics topics = new ModelTopics();
  private final List<String> announced = new ArrayList<>();
  private final List<ModelDecisionEvent> cutIn = new ArrayList<>();
  private final ModelOperations operations = topics.operations(SETTINGS, this::writeAfterOthers);

  @BeforeEach
  void publishThreeVersions() {
    for (int version = 1; version <= 3; version++) {
      topics.publish(TestModels.snapshot(version, version * .1f));
    }
  }

  /** Someone else's decision comes between the reading of the topics and the writing. */
  private DecisionWriter.Place writeAfterOthers(ModelDecisionEvent decision) {
    if (!cutIn.isEmpty()) {
      topics.write(cutIn.remove(0));
    }
    return topics.write(decision);
  }

  private ModelDecisionEvent decide(ModelOperation operation) {
    return operations.decide(operation, "", change -> announced.add(change.sentence())).event();
  }

  private ModelDecisionEvent promote(long version) {
    return decide(new ModelOperation.Promote(version));
  }

  private ModelDecisionEvent rollBack() {
    return decide(new ModelOperation.Rollback(OptionalLong.empty()));
  }

  private ModelPlan plan() {
    return topics.catalog().plan();
  }

  private void assertRefused(
      ModelOperation operation, RefusedOperationException.Kind kind, String... words) {
    int before = topics.catalog().rulings().size();
    assertThatThrownBy(() -> decide(operation))
        .isInstanceOfSatisfying(
            RefusedOperationException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContainingAll(words);
    assertThat(topics.catalog().rulings()).hasSize(before);
  }

  private static ModelDecisionEvent byTrainer(
      ModelDecision decision, long version, long champion, Instant basedOn, Instant time) {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(version)
        .setDecision(decision)
        .setReason("by itself")
        .setTime(time)
        .setBasedOn(basedOn)
        .setOffsets(List.of())
        .setChampion(champion)
        .build();
  }

  @Test
  void aPromotionIsOneDecisionWithTheWholePlanAndNoChallenger() {
    ModelDecisionEvent event =
        operations.decide(new ModelOperation.Promote(2), " better\u001b here ", c -> {}).event();
    assertThat(event.getDecision()).isEqualTo(ModelDecision.PROMOTED);
    assertThat(event.getVersion()).isEqualTo(2);
    assertThat(event.getChampion()).isEqualTo(2);
    assertThat(event.getChallenger()).isNull();
    assertThat(event.getBy()).isEqualTo("operator");
    assertThat(event.getReason()).isEqualTo("better  here");
    assertThat(event.getTime()).isEqualTo(NOW);
    assertThat(event.getBasedOn()).isNull();
    assertThat(plan().champion()).isEqualTo(2);
  }

  @Test
  void eachDecisionNamesTheOneBeforeAndIsLaterWhateverTheClockSays() {
    promote(1);
    ModelDecisionEvent second = promote(2);
    assertThat(second.getBasedOn()).isEqualTo(NOW);
    assertThat(second.getTime()).isEqualTo(NOW.plusMillis(1));
    assertThat(announced)
        .containsExactly(
            "version 1 takes over from version 0", "version 2 takes over from version 1");
  }

  @Test
  void aVersionWithoutAValidSnapshotIsRefusedWithThoseThatThereAre() {
    ModelSnapshot broken = TestModels.snapshot(4, .4f);
    broken.setSha256("0".repeat(64));
    topics.publish(broken);
    assertRefused(
        new ModelOperation.Promote(4),
        RefusedOperationException.Kind.UNKNOWN_VERSION,
        "version 4",
        "SHA-256",
        "usable are 0, 1, 2, 3");
    assertRefused(
        new ModelOperation.Pin(OptionalLong.of(9)),
        RefusedOperationException.Kind.UNKNOWN_VERSION,
        "version 9",
        "no snapshot");
  }

  @Test
  void theChampionCannotBePromotedAgain() {
    assertRefused(
        new ModelOperation.Promote(0),
        RefusedOperationException.Kind.CONFLICT,
        "version 0 is the champion already");
    promote(1);
    assertRefused(
        new ModelOperation.Promote(1),
        RefusedOperationException.Kind.CONFLICT,
        "version 1 is the champion already");
  }

  @Test
  void rollbacksGoBackThroughTheFormerChampions() {
    promote(1);
    promote(3);
    promote(2);
    assertThat(rollBack().getDecision()).isEqualTo(ModelDecision.ROLLED_BACK);
    assertThat(plan().champion()).isEqualTo(3);
    rollBack();
    assertThat(plan().champion()).isEqualTo(1);
    promote(2);
    rollBack();
    assertThat(plan().champion()).isEqualTo(1);
    rollBack();
    assertThat(plan().champion()).isZero();
    assertRefused(
        new ModelOperation.Rollback(OptionalLong.empty()),
        RefusedOperationException.Kind.CONFLICT,
        "no champion came before version 0",
        "promote");
  }

  @Test
  void aRollbackMayNameTheVersion() {
    promote(1);
    promote(2);
    decide(new ModelOperation.Rollback(OptionalLong.of(0)));
    assertThat(plan().champion()).isZero();
  }

  @Test
  void aPinnedVersionStaysUntilItIsUnpinned() {
    decide(new ModelOperation.Pin(OptionalLong.of(2)));
    assertThat(plan().champion()).isEqualTo(2);
    assertThat(plan().pinned()).isTrue();
    for (ModelOperation refused :
        List.of(
            new ModelOperation.Promote(1),
            new ModelOperation.Rollback(OptionalLong.empty()),
            new ModelOperation.Pin(OptionalLong.of(1)))) {
      assertRefused(
          refused, RefusedOperationException.Kind.CONFLICT, "version 2 is pinned: unpin first");
    }
    assertRefused(
        new ModelOperation.Pin(OptionalLong.empty()),
        RefusedOperationException.Kind.CONFLICT,
        "pinned already");
    decide(new ModelOperation.Unpin());
    assertThat(plan().pinned()).isFalse();
    assertThat(plan().champion()).isEqualTo(2);
    assertRefused(
        new ModelOperation.Unpin(),
        RefusedOperationException.Kind.CONFLICT,
        "no version is pinned");
  }

  @Test
  void aPinWithoutAVersionKeepsTheChampionAndEndsTheTrial() {
    topics.write(
        ModelDecisionEvent.newBuilder(
                byTrainer(ModelDecision.CHALLENGING, 1, 0, null, NOW.minusSeconds(1)))
            .setChallenger(1L)
            .setChallengedShare(.1)
            .build());
    decide(new ModelOperation.Pin(OptionalLong.empty()));
    assertThat(plan().champion()).isZero();
    assertThat(plan().challenger()).isEmpty();
    assertThat(announced)
        .containsExactly(
            "version 0 stays the champion until it is unpinned; the trial of version 1 ends");
  }

  @Test
  void whereAnotherDecisionCameFirstItIsMadeAgainOnThatOne() {
    promote(1);
    cutIn.add(byTrainer(ModelDecision.PROMOTED, 3, 3, NOW, NOW.plusMillis(1)));
    ModelDecisionEvent event = promote(2);
    assertThat(event.getBasedOn()).isEqualTo(NOW.plusMillis(1));
    assertThat(plan().champion()).isEqualTo(2);
    assertThat(announced.get(announced.size() - 1))
        .isEqualTo("version 2 takes over from version 3");
    assertThat(topics.catalog().rulings())
        .extracting(ruling -> ruling.refusal().isPresent())
        .containsExactly(false, false, true, false);
  }

  @Test
  void itIsNotMadeAgainWhereItWouldComeToAnotherVersion() {
    promote(1);
    cutIn.add(byTrainer(ModelDecision.PROMOTED, 3, 3, NOW, NOW.plusMillis(1)));
    assertThatThrownBy(this::rollBack)
        .isInstanceOf(RefusedOperationException.class)
        .hasMessage(
            "version 3 took over from version 1 meanwhile: see what is in force, and try again");
    assertThat(plan().champion()).isEqualTo(3);
  }

  @Test
  void itIsNotMadeAgainWhereTheOtherDecisionLeavesNothingToDo() {
    promote(1);
    cutIn.add(byTrainer(ModelDecision.PROMOTED, 2, 2, NOW, NOW.plusMillis(1)));
    assertThatThrownBy(() -> promote(2)).hasMessage("version 2 is the champion already");
    assertThat(plan().champion()).isEqualTo(2);
  }

  @Test
  void whoAlwaysComesSecondGivesUpAndSaysSo() {
    promote(1);
    for (int i = 0; i < 5; i++) {
      cutIn.add(byTrainer(ModelDecision.REJECTED, 3, 1, NOW.plusMillis(i), NOW.plusMillis(i + 1)));
    }
    assertThatThrownBy(() -> promote(2)).hasMessageContaining("other decisions came first");
    assertThat(plan().champion()).isEqualTo(1);
  }

  @Test
  void aReasonThatIsTooLongIsRefused() {
    assertThatThrownBy(
            () -> operations.decide(new ModelOperation.Promote(1), "x".repeat(501), c -> {}))
        .hasMessageContaining("501 characters, expected at most 500");
  }
}
