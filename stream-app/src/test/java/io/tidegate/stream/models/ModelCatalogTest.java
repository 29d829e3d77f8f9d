package io.tidegate.stream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
  private static final StreamSettings SETTINGS = StreamSettings.load(null, Map.of(), Map.of());

  private final MemoryLog log = new MemoryLog();
  private long decided;

  @BeforeEach
  void createTopics() {
    log.create(SETTINGS.topics().models(), 1);
    log.create(SETTINGS.topics().modelDecisions(), 1);
    log.create(SETTINGS.topics().activations(), 1);
  }

  private void write(String topic, String key, byte[] value) {
    log.append(topic, 0, key.getBytes(StandardCharsets.UTF_8), value, 0);
  }

  private static byte[] encoded(SpecificRecord event) {
    return SETTINGS.serde().serializer().serialize("", event);
  }

  private void publish(ModelSnapshot snapshot) {
    write(
        SETTINGS.topics().models(),
        snapshot.getName() + "/" + snapshot.getVersion(),
        encoded(snapshot));
  }

  /** A decision as earlier software wrote it: it names no plan. */
  private void decide(long version, ModelDecision decision, String reason) {
    write(decision(version, decision, reason).build());
  }

  private void decide(long version, ModelDecision decision, long champion, Long challenger) {
    write(
        decision(version, decision, "for a reason")
            .setChampion(champion)
            .setChallenger(challenger)
            .setChallengedShare(challenger == null ? 0 : .5)
            .build());
  }

  private ModelDecisionEvent.Builder decision(long version, ModelDecision decision, String reason) {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(version)
        .setDecision(decision)
        .setReason(reason)
        .setTime(Instant.ofEpochMilli(++decided))
        .setOffsets(List.of());
  }

  private void write(ModelDecisionEvent decision) {
    write(SETTINGS.topics().modelDecisions(), "default", encoded(decision));
  }

  private void activate(int partition, long offset, long version, Long before) {
    write(
        SETTINGS.topics().activations(),
        Integer.toString(partition),
        encoded(
            ActivationEvent.newBuilder()
                .setPartition(partition)
                .setOffset(offset)
                .setModelName("default")
                .setModelVersion(version)
                .setPreviousVersion(before)
                .build()));
  }

  private CatalogVersion version(long version) {
    return ModelCatalog.read(log, SETTINGS).version(version).orElseThrow();
  }

  @Test
  void withoutAnyRecordTheShippedVersionIsProposed() {
    ModelCatalog catalog = ModelCatalog.read(log, SETTINGS);
    assertThat(catalog.versions()).hasSize(1);
    assertThat(version(0).state()).isEqualTo(CatalogVersion.State.PROPOSED);
    assertThat(version(0).snapshot().orElseThrow().sha256())
        .isEqualTo(SnapshotCheck.sha256(ShippedModel.bytes()));
    assertThat(catalog.chain(0)).isEmpty();
  }

  @Test
  void everyVersionHasTheStateThatTheTopicsGiveIt() {
    publish(TestModels.snapshot(1, .1f));
    decide(1, ModelDecision.PROMOTED, "better");
    activate(0, 0, 0, null);
    activate(1, 5, 0, null);
    activate(0, 100, 1, 0L);
    decide(2, ModelDecision.REJECTED, "worse");
    decide(3, ModelDecision.FAILED, "no end");
    publish(TestModels.snapshot(4, .2f));
    decide(4, ModelDecision.PROMOTED, "better still");
    ModelSnapshot refused = TestModels.snapshot(5, .3f);
    refused.setSha256("0".repeat(64));
    publish(refused);
    publish(TestModels.snapshot(6, .4f));
    decide(6, ModelDecision.PROMOTED, "best");
    publish(TestModels.snapshot(7, .4f));
    publish(TestModels.snapshot(8, .4f));
    decide(8, ModelDecision.REJECTED, "not better");
    activate(1, 200, 9, 0L);
    write(SETTINGS.topics().models(), "odd key", "not Avro".getBytes(StandardCharsets.UTF_8));

    assertThat(version(0).state()).isEqualTo(CatalogVersion.State.USED);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.IN_USE);
    assertThat(version(2).state()).isEqualTo(CatalogVersion.State.REJECTED);
    assertThat(version(2).reason()).isEqualTo("worse");
    assertThat(version(3).state()).isEqualTo(CatalogVersion.State.FAILED);
    assertThat(version(4).state()).isEqualTo(CatalogVersion.State.PASSED_OVER);
    assertThat(version(5).state()).isEqualTo(CatalogVersion.State.REFUSED);
    assertThat(version(5).reason()).contains("SHA-256");
    assertThat(version(6).state()).isEqualTo(CatalogVersion.State.PROPOSED);
    assertThat(version(7).state()).isEqualTo(CatalogVersion.State.CANDIDATE);
    assertThat(version(8).state()).isEqualTo(CatalogVersion.State.REJECTED);
    assertThat(version(9).state()).isEqualTo(CatalogVersion.State.IN_USE);
    assertThat(version(9).snapshot()).isEmpty();
    ModelCatalog catalog = ModelCatalog.read(log, SETTINGS);
    assertThat(catalog.versions()).extracting(CatalogVersion::version).isSorted().hasSize(10);
    assertThat(catalog.strays()).extracting(ModelEntry::key).containsExactly("odd key");
  }

  @Test
  void aVersionIsUsedOnAPartitionUntilAnotherTakesOver() {
    activate(0, 0, 0, null);
    activate(1, 5, 0, null);
    activate(0, 100, 1, 0L);
    assertThat(version(0).uses())
        .containsExactly(
            new VersionUse(0, 0, OptionalLong.of(100)), new VersionUse(1, 5, OptionalLong.empty()));
    assertThat(version(0).inUse()).containsExactly(1);
    assertThat(version(1).inUse()).containsExactly(0);
  }

  @Test
  void aNewChallengerDoesNotEndTheUseOfTheChampion() {
    activate(0, 0, 0, null);
    activate(0, 50, 0, 0L);
    activate(0, 100, 1, 0L);
    assertThat(version(0).uses()).containsExactly(new VersionUse(0, 0, OptionalLong.of(100)));
  }

  @Test
  void aVersionRunsBesideTheChampionIsPromotedAndTakenBack() {
    publish(TestModels.snapshot(1, .1f));
    decide(1, ModelDecision.CHALLENGING, 0, 1L);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.CHALLENGER);
    assertThat(version(1).roles()).containsExactly(CatalogVersion.Role.CHALLENGER);
    assertThat(version(0).proposed()).isTrue();

    decide(1, ModelDecision.PROMOTED, 1, null);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.PROPOSED);
    assertThat(version(0).proposed()).isFalse();

    decide(0, ModelDecision.ROLLED_BACK, 0, null);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.ROLLED_BACK);
    assertThat(version(1).reason()).isEqualTo("for a reason");
    assertThat(version(0).state()).isEqualTo(CatalogVersion.State.PROPOSED);

    decide(1, ModelDecision.PROMOTED, 1, null);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.PROPOSED);
  }

  @Test
  void theFormerChampionIsTheChallengerOfAWatchAndAPinIsARole() {
    publish(TestModels.snapshot(1, .1f));
    write(
        decision(1, ModelDecision.PROMOTED, "better")
            .setChampion(1L)
            .setChallenger(0L)
            .setChallengedShare(.2)
            .setWatching(true)
            .build());
    assertThat(version(0).roles())
        .containsExactlyInAnyOrder(
            CatalogVersion.Role.CHALLENGER, CatalogVersion.Role.FORMER_CHAMPION);
    write(decision(1, ModelDecision.PINNED, "so").setChampion(1L).setPinned(true).build());
    assertThat(version(1).roles())
        .containsExactlyInAnyOrder(CatalogVersion.Role.CHAMPION, CatalogVersion.Role.PINNED);
  }

  @Test
  void aChampionWithoutAValidSnapshotIsNotInForceUntilItComes() {
    decide(1, ModelDecision.PROMOTED, 1, null);
    ModelCatalog catalog = ModelCatalog.read(log, SETTINGS);
    assertThat(catalog.plan().champion()).isZero();
    assertThat(catalog.rulings().get(0).refusal().orElseThrow()).contains("version 1", "snapshot");
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.GONE);

    publish(TestModels.snapshot(1, .1f));
    assertThat(ModelCatalog.read(log, SETTINGS).plan().champion()).isEqualTo(1);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.PROPOSED);
  }

  @Test
  void aDecisionOnAnOldOneIsShownAsRefused() {
    publish(TestModels.snapshot(1, .1f));
    decide(1, ModelDecision.PROMOTED, 1, null);
    write(
        decision(0, ModelDecision.ROLLED_BACK, "too late")
            .setChampion(0L)
            .setBasedOn(Instant.EPOCH)
            .build());
    ModelCatalog catalog = ModelCatalog.read(log, SETTINGS);
    assertThat(catalog.plan().champion()).isEqualTo(1);
    assertThat(catalog.rulings().get(1).refusal().orElseThrow()).contains("decide again");
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.PROPOSED);
  }

  @Test
  void aCandidateThatWasNotPublishedLeavesItsNumberToTheNext() {
    decide(1, ModelDecision.REJECTED, "worse");
    publish(TestModels.snapshot(1, .1f));
    decide(1, ModelDecision.PROMOTED, "better");
    assertThat(version(1).decisions()).hasSize(2);
    assertThat(version(1).reason()).isEqualTo("better");
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.PROPOSED);
  }

  @Test
  void theFirstValidSnapshotOfAVersionStaysAndAWithdrawnOneIsGone() {
    publish(TestModels.snapshot(1, .1f));
    String first = version(1).snapshot().orElseThrow().sha256();
    publish(TestModels.snapshot(1, .2f));
    assertThat(version(1).snapshot().orElseThrow().sha256()).isEqualTo(first);
    decide(1, ModelDecision.PROMOTED, "better");
    write(SETTINGS.topics().models(), "default/1", null);
    assertThat(version(1).state()).isEqualTo(CatalogVersion.State.GONE);
    assertThat(version(0).state()).isEqualTo(CatalogVersion.State.PROPOSED);
  }

  @Test
  void theChainGoesFromParentToParentAndComparesDigests() {
    String shipped = SnapshotCheck.sha256(ShippedModel.bytes());
    publishChild(1, 0, shipped);
    publishChild(2, 1, SnapshotCheck.sha256(ModelCodec.encode(TestModels.shifted(1))));
    publishChild(3, 2, "of other bytes");
    publishChild(8, 7, "gone");
    ModelCatalog catalog = ModelCatalog.read(log, SETTINGS);
    assertThat(catalog.chain(3))
        .extracting(Ancestor::version, Ancestor::standing)
        .containsExactly(
            tuple(2L, Ancestor.Standing.OTHER_BYTES),
            tuple(1L, Ancestor.Standing.SAME),
            tuple(0L, Ancestor.Standing.SAME));
    assertThat(catalog.chain(8)).containsExactly(new Ancestor(7, "gone", Ancestor.Standing.GONE));
  }

  @Test
  void aLineageThatGoesInACircleEnds() {
    publishChild(1, 2, "");
    publishChild(2, 1, "");
    assertThat(ModelCatalog.read(log, SETTINGS).chain(1))
        .extracting(Ancestor::version)
        .containsExactly(2L, 1L);
  }

  private void publishChild(long version, long parent, String sha256) {
    ModelSnapshot snapshot = TestModels.snapshot(version, (float) version);
    snapshot.getLineage().setParentVersion(parent);
    snapshot.getLineage().setParentSha256(sha256);
    publish(snapshot);
  }

  @Test
  void modelsOfAnotherNameAreNotListed() {
    publish(TestModels.snapshot("another", 1, ModelCodec.encode(TestModels.shifted(1))));
    assertThat(ModelCatalog.read(log, SETTINGS).versions()).hasSize(1);
  }
}
