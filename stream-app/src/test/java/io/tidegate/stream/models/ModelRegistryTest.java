package io.tidegate.stream.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.ModelPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelRegistryTest {
  private final StreamSettings settings = StreamSettings.load(null, Map.of(), Map.of());
  private final Serializer<SpecificRecord> serializer = settings.serde().serializer();
  private final ModelRegistry registry = new ModelRegistry(settings);
  private final TestDecisions decisions = new TestDecisions();

  private ModelEntry offer(String key, SpecificRecord event) {
    byte[] value = event == null ? null : serializer.serialize("models", event);
    return registry.offer(key.getBytes(StandardCharsets.UTF_8), value).orElse(null);
  }

  private Optional<RefusedDecision> decide(SpecificRecord event) {
    return registry.decide(serializer.serialize("decisions", event));
  }

  private void publish(long version, float shift) {
    offer("default/" + version, TestModels.snapshot(version, shift));
    decide(decisions.promote(version));
  }

  private void assertRefused(ModelEntry entry, String... words) {
    assertThat(entry.state()).isEqualTo(ModelEntry.State.REFUSED);
    assertThat(List.of(words)).allMatch(word -> entry.reason().contains(word), entry.reason());
    assertThat(registry.proposed()).isEqualTo(ShippedModel.VERSION);
    assertThat(registry.entries()).contains(entry);
  }

  @Test
  void theShippedModelIsThereFromTheStart() {
    assertThat(registry.proposed()).isZero();
    assertThat(registry.model(0)).isPresent();
    assertThat(registry.entries()).extracting(ModelEntry::key).containsExactly("default/0");
  }

  @Test
  void whatIsProposedIsWhatWasDecidedAndNotTheHighestVersion() {
    publish(3, .3f);
    publish(2, .2f);
    offer("default/4", TestModels.snapshot(4, .4f));
    assertThat(registry.proposed()).isEqualTo(2);
    assertThat(registry.model(4)).isPresent();
    assertThat(registry.proposal().champion().headBias())
        .isEqualTo(TestModels.shifted(.2f).headBias());
  }

  @Test
  void aDecisionWaitsForTheWeightsOfItsChampion() {
    publish(1, .1f);
    decide(decisions.promote(2));
    assertThat(registry.proposed()).isEqualTo(1);
    assertThat(registry.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.reason()).contains("no valid snapshot of"));
    offer("default/2", TestModels.snapshot(2, .2f));
    assertThat(registry.proposed()).isEqualTo(2);
    assertThat(registry.refusals()).isEmpty();
  }

  @Test
  void aLaterDecisionNeedsNoneOfTheWeightsOfAnEarlierOne() {
    decide(decisions.promote(9));
    long decided = decisions.promote(1).getTime().toEpochMilli();
    assertThat(registry.hasTaken(decided)).isFalse();
    publish(2, .2f);
    assertThat(registry.proposed()).isZero();
    ModelDecisionEvent last = decisions.promote(3);
    offer("default/3", TestModels.snapshot(3, .3f));
    registry.decide(serializer.serialize("decisions", last));
    assertThat(registry.refusals()).isNotEmpty();
  }

  @Test
  void bothTopicsInAnyOrderGiveTheSamePlan() {
    ModelDecisionEvent first = decisions.promote(1);
    ModelDecisionEvent second = decisions.challenge(1, 2, .25);
    decide(first);
    decide(second);
    offer("default/2", TestModels.snapshot(2, .2f));
    offer("default/1", TestModels.snapshot(1, .1f));
    ModelRegistry other = new ModelRegistry(settings);
    for (long version : new long[] {1, 2}) {
      other.offer(
          ("default/" + version).getBytes(StandardCharsets.UTF_8),
          serializer.serialize("models", TestModels.snapshot(version, version / 10f)));
    }
    for (ModelDecisionEvent decision : List.of(first, second)) {
      other.decide(serializer.serialize("decisions", decision));
    }
    assertThat(registry.plan()).isEqualTo(other.plan());
    assertThat(registry.plan().challenger()).hasValue(2);
    assertThat(registry.proposal().challenger()).isPresent();
  }

  @Test
  void aChallengerWhoseWeightsAreMissingIsNotProposed() {
    publish(1, .1f);
    decide(decisions.challenge(1, 2, .25));
    assertThat(registry.proposal().plan().challenger()).isEmpty();
    ModelPlan recorded = registry.proposal().plan();
    offer("default/2", TestModels.snapshot(2, .2f));
    assertThat(registry.proposal().plan().challenger()).hasValue(2);
    assertThat(registry.proposal().supersedes(recorded)).isTrue();
    assertThat(registry.proposal().supersedes(registry.plan())).isFalse();
  }

  @Test
  void aDecisionMadeOnAnotherOneAndWhatIsNoDecisionAreRefusedAndShown() {
    publish(1, .1f);
    TestDecisions another = new TestDecisions();
    another.promote(5);
    another.promote(6);
    assertThat(decide(another.promote(7))).isPresent();
    assertThat(registry.decide(new byte[3])).isPresent();
    assertThat(registry.decide(null)).isPresent();
    assertThat(decide(TestModels.snapshot(1, .1f))).isPresent();
    assertThat(registry.refusals()).hasSize(4);
    assertThat(registry.proposed()).isEqualTo(1);
  }

  @Test
  void theNewestWeightsAreHeldAndThoseAtWorkAndTheShippedOnes() {
    publish(1, 1);
    for (int version = 2; version <= 110; version++) {
      offer("default/" + version, TestModels.snapshot(version, version));
    }
    assertThat(registry.model(110)).isPresent();
    assertThat(registry.model(2)).isEmpty();
    assertThat(registry.model(1)).isPresent();
    assertThat(registry.model(0)).isPresent();
    assertThat(registry.entries()).hasSize(111);
  }

  @Test
  void aWrongDigestIsRefused() {
    ModelSnapshot snapshot = TestModels.snapshot(1, .1f);
    snapshot.setSha256("00".repeat(32));
    assertRefused(offer("default/1", snapshot), "SHA-256", "00000000");
  }

  @Test
  void anotherShapeThatAStateCanCarryIsTaken() {
    byte[] bytes = ModelCodec.encode(TestModels.ofAnotherShape());
    ModelEntry entry = offer("default/1", TestModels.snapshot("default", 1, bytes));
    assertThat(entry.state()).isEqualTo(ModelEntry.State.VALID);
    assertThat(entry.shape()).contains(TestModels.ofAnotherShape().shape());
  }

  @Test
  void aShapeThatNoStateShouldCarryIsRefusedWithTheLimit() {
    byte[] bytes = ModelCodec.encode(TestModels.ofTooManyQuantiles());
    assertRefused(
        offer("default/1", TestModels.snapshot("default", 1, bytes)),
        "at most 4096 quantiles",
        "found 4158");
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void theModelThatShipsInEitherSizeIsTakenUnderBoth(Size size) {
    ModelRegistry sized =
        new ModelRegistry(
            StreamSettings.load(null, Map.of(), Map.of("tidegate.size", size.word())));
    assertThat(sized.entries().get(0).shape()).contains(size.shape());
    int version = 0;
    for (Size other : Size.values()) {
      version++;
      byte[] bytes = ModelCodec.encode(ShippedModel.load(other));
      ModelSnapshot snapshot = TestModels.snapshot("default", version, bytes);
      byte[] key = ("default/" + version).getBytes(StandardCharsets.UTF_8);
      assertThat(sized.offer(key, serializer.serialize("models", snapshot)).orElseThrow().state())
          .isEqualTo(ModelEntry.State.VALID);
    }
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    byte[] bytes = ShippedModel.bytes();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(bytes.length - Float.BYTES, Float.NaN);
    assertRefused(offer("default/1", TestModels.snapshot("default", 1, bytes)), "finite");
  }

  @Test
  void finiteWeightsThatForecastNothingFiniteAreRefused() {
    byte[] bytes = ModelCodec.encode(TestModels.shifted(Float.MAX_VALUE));
    assertRefused(offer("default/1", TestModels.snapshot("default", 1, bytes)), "not finite");
  }

  @Test
  void truncatedBytesAreRefused() {
    byte[] whole = ShippedModel.bytes();
    for (int length : new int[] {0, 1, 20, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertRefused(offer("default/1", TestModels.snapshot("default", 1, cut)));
    }
  }

  @Test
  void absurdSizesAreRefusedWithoutBeingReserved() {
    byte[] bytes = ShippedModel.bytes();
    for (int at = 0; at + Integer.BYTES <= 32; at++) {
      byte[] absurd = bytes.clone();
      ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN).putInt(at, Integer.MAX_VALUE);
      assertRefused(offer("default/1", TestModels.snapshot("default", 1, absurd)));
    }
    byte[] huge = new byte[SnapshotCheck.MOST_BYTES + 1];
    assertRefused(offer("default/1", TestModels.snapshot("default", 1, huge)), "bytes");
  }

  @Test
  void theKeyMustSayNameAndVersion() {
    assertRefused(offer("default/2", TestModels.snapshot(1, .1f)), "default/1", "default/2");
    assertRefused(
        registry.offer(null, serializer.serialize("", TestModels.snapshot(1, .1f))).get());
  }

  @Test
  void versionZeroCannotBePublished() {
    assertRefused(offer("default/0x", TestModels.snapshot(0, .1f)), "from 1 on");
    offer("default/0", TestModels.snapshot(0, .1f));
    assertThat(registry.entries().get(0).reason()).isEqualTo("ships with the software");
  }

  @Test
  void whatIsNoSnapshotIsRefused() {
    SpecificRecord other = ObservationEvent.newBuilder().setTime(Instant.EPOCH).setValue(1).build();
    assertRefused(offer("default/1", other), "ModelSnapshot", "ObservationEvent");
    ModelEntry noise =
        registry.offer("default/1".getBytes(StandardCharsets.UTF_8), new byte[3]).get();
    assertRefused(noise, "Avro");
  }

  @Test
  void anotherModelIsNoneOfOurBusiness() {
    byte[] bytes = ModelCodec.encode(TestModels.shifted(1));
    assertThat(offer("other/1", TestModels.snapshot("other", 1, bytes))).isNull();
    assertThat(registry.entries()).hasSize(1);
  }

  @Test
  void aValidVersionIsNotReplacedByOtherBytes() {
    offer("default/1", TestModels.snapshot(1, .1f));
    offer("default/1", TestModels.snapshot(1, .2f));
    ModelSnapshot broken = TestModels.snapshot(1, .1f);
    broken.setSha256("");
    offer("default/1", broken);
    decide(decisions.promote(1));
    assertThat(registry.proposal().champion().headBias())
        .isEqualTo(TestModels.shifted(.1f).headBias());
  }

  @Test
  void aWithdrawnVersionIsNoLongerThere() {
    offer("default/1", TestModels.snapshot(1, .1f));
    offer("default/1", null);
    offer("default/0", null);
    assertThat(registry.model(1)).isEmpty();
    assertThat(registry.model(0)).isPresent();
    assertThat(registry.entries()).extracting(ModelEntry::key).containsExactly("default/0");
  }

  @Test
  void aWithdrawnVersionThatIsAtWorkGoesOn() {
    publish(1, .1f);
    offer("default/1", null);
    assertThat(registry.proposed()).isEqualTo(1);
    assertThat(registry.proposal().champion().headBias())
        .isEqualTo(TestModels.shifted(.1f).headBias());
  }

  @Test
  void manyRefusedSnapshotsDoNotPushOutTheOneInUse() {
    offer("default/1", TestModels.snapshot(1, .1f));
    for (int i = 0; i < 1_100; i++) {
      registry.offer(("noise" + i).getBytes(StandardCharsets.UTF_8), new byte[1]);
    }
    assertThat(registry.entries()).hasSize(1_000).extracting(ModelEntry::key).contains("default/1");
  }

  @Test
  void waitingEndsWhenTheVersionComes() throws Exception {
    assertThat(registry.await(0, Duration.ZERO)).isTrue();
    assertThat(registry.await(1, Duration.ofMillis(1))).isFalse();
    Thread publisher = new Thread(() -> offer("default/1", TestModels.snapshot(1, .1f)));
    publisher.start();
    assertThat(registry.await(1, Duration.ofSeconds(20))).isTrue();
    publisher.join();
    assertThat(registry.waiting()).isZero();
  }
}
