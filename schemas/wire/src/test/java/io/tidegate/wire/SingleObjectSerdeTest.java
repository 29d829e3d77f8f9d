package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.OffsetRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SingleObjectSerdeTest {
  private final SingleObjectSerde serde = new SingleObjectSerde();

  static List<SpecificRecord> samples() {
    return SampleEvents.ALL;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsReadBack(SpecificRecord event) {
    assertThat(decode(encode(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordBeginsWithTheMarkerAndTheFingerprintOfItsSchema(SpecificRecord event) {
    ByteBuffer bytes = ByteBuffer.wrap(encode(event)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.get()).isEqualTo((byte) 0xC3);
    assertThat(bytes.get()).isEqualTo((byte) 0x01);
    assertThat(bytes.getLong())
        .isEqualTo(SchemaNormalization.parsingFingerprint64(event.getSchema()));
  }

  @Test
  void nothingStaysNothing() {
    assertThat(serde.serializer().serialize("topic", null)).isNull();
    assertThat(serde.deserializer().deserialize("topic", (byte[]) null)).isNull();
  }

  @Test
  void textIsNotAvro() {
    assertRefused(
        "42.0;2014-07-01".getBytes(StandardCharsets.UTF_8),
        "not Avro single-object encoding: expected C3 01 and a fingerprint, found 34 32 2e 30");
  }

  @Test
  void noBytesAreNotAvro() {
    assertRefused(new byte[0], "found no bytes");
  }

  @Test
  void aHeaderCutOffIsNotAvro() {
    assertRefused(Arrays.copyOf(encode(SampleEvents.observation()), 9), "not Avro");
  }

  @Test
  void anUnknownFingerprintNamesTheKeyThatAddsSchemas() {
    byte[] bytes = encode(SampleEvents.observation());
    bytes[5] ^= 1;
    assertRefused(bytes, "unknown schema fingerprint", SingleObjectSerde.SCHEMAS);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aBodyCutOffAnywhereIsMalformed(SpecificRecord event) {
    byte[] bytes = encode(event);
    for (int length = 10; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length), "malformed Avro body");
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bytesAfterTheLastFieldAreMalformed(SpecificRecord event) {
    byte[] bytes = encode(event);
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "malformed Avro body", "left");
  }

  @Test
  void aVectorThatClaimsTwoGigabytesIsRefusedBeforeMemoryIsTaken() {
    byte[] bytes = encode(SampleEvents.snapshot());
    ByteBuffer claim = ByteBuffer.allocate(64).put(bytes, 0, 10);
    claim.put((byte) (2 * "default".length())).put("default".getBytes(StandardCharsets.UTF_8));
    claim.put((byte) 14);
    putVarint(claim, 2L * (Integer.MAX_VALUE - 8));
    assertRefused(Arrays.copyOf(claim.array(), claim.position()), "malformed Avro body");
  }

  @Test
  void aListThatClaimsTwoThousandMillionItemsIsRefusedBeforeMemoryIsTaken() {
    ModelDecisionEvent event = SampleEvents.decision();
    byte[] some = encode(event);
    event.setOffsets(List.of());
    byte[] bytes = encode(event);
    int list = Arrays.mismatch(some, bytes);
    assertThat(bytes[list]).isZero();
    ByteBuffer claim = ByteBuffer.allocate(bytes.length + 16).put(bytes, 0, list);
    putVarint(claim, 2L * (Integer.MAX_VALUE - 8));
    assertRefused(Arrays.copyOf(claim.array(), claim.position()), "malformed Avro body");
  }

  @Test
  void bytesMadeUpNeverEscapeAsAnythingButASerializationException() {
    Random random = new Random(20140701);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      assertDecodedOrRefused(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bytesMadeUpBehindAGoodHeaderNeverEscapeEither(SpecificRecord event) {
    byte[] good = encode(event);
    Random random = new Random(20140702);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[10 + random.nextInt(80)];
      random.nextBytes(bytes);
      System.arraycopy(good, 0, bytes, 0, 10);
      assertDecodedOrRefused(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordWithOneByteChangedNeverEscapesEither(SpecificRecord event) {
    byte[] good = encode(event);
    Random random = new Random(20140703);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      assertDecodedOrRefused(bytes);
    }
  }

  @Test
  void aTypeThatIsNoEventCannotBeWritten() {
    assertThatThrownBy(() -> encode(new OffsetRange(0, 0L, 1L)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("io.tidegate.schema.OffsetRange is none of")
        .hasMessageContaining("io.tidegate.schema.ObservationEvent");
  }

  @Test
  void anEventWithAFieldUnsetCannotBeWritten() {
    ModelSnapshot snapshot = SampleEvents.snapshot();
    snapshot.setSha256(null);
    assertThatThrownBy(() -> encode(snapshot))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("cannot encode a ModelSnapshot")
        .hasMessageContaining("sha256");
  }

  @Test
  void aSchemaOfAnotherTypeIsNotAccepted() {
    Schema other = Schema.createRecord("Other", "None of ours.", "elsewhere", false, List.of());
    assertThatThrownBy(() -> serde.accept(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema elsewhere.Other is none of");
  }

  @Test
  void aVectorInAnEventMayBeReadTwice() {
    ObservationEvent observation = SampleEvents.observation();
    assertThat(encode(observation)).isEqualTo(encode(observation));
    var forecast = SampleEvents.forecast();
    assertThat(encode(forecast)).isEqualTo(encode(forecast));
  }

  @Test
  void threadsMayShareASerde() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> rounds = new ArrayList<>();
      for (int round = 0; round < 400; round++) {
        SpecificRecord event = SampleEvents.ALL.get(round % SampleEvents.ALL.size());
        rounds.add(
            () -> {
              assertThat(decode(encode(event))).isEqualTo(event);
              return null;
            });
      }
      for (Future<Void> round : threads.invokeAll(rounds)) {
        round.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private byte[] encode(SpecificRecord event) {
    return serde.serializer().serialize("topic", event);
  }

  private SpecificRecord decode(byte[] bytes) {
    return serde.deserializer().deserialize("topic", bytes);
  }

  private void assertRefused(byte[] bytes, String... words) {
    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll(words);
  }

  private void assertDecodedOrRefused(byte[] bytes) {
    try {
      assertThat(decode(bytes)).isNotNull();
    } catch (SerializationException e) {
      assertThat(e).hasMessageMatching("(?s)(not Avro|unknown schema|malformed Avro body).*");
    }
  }

  /** Avro's variable-length integer: seven bits a byte, the lowest first. */
  private static void putVarint(ByteBuffer target, long zigzag) {
    long rest = zigzag;
    while ((rest & ~0x7FL) != 0) {
      target.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    target.put((byte) rest);
  }
}
