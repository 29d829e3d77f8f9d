package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.NOW;
import static io.tidegate.stream.topology.TopologyFixture.bytes;
import static io.tidegate.stream.topology.TopologyFixture.header;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.series.Covariates;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.models.TestModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterTest {
  private static final int MEGABYTE = 1 << 20;

  private static final Map<String, Double> HOLIDAY = Map.of("holiday", 1.);

  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void start() {
    stream = new TopologyFixture(directory, Map.of());
    stream.observe("a", 0);
    stream.observe("a", 1);
  }

  @AfterEach
  void stop() {
    stream.close();
  }

  /** A record that no series can take, and words of the reason. */
  private record Pill(
      String name, Function<TopologyFixture, TestRecord<byte[], byte[]>> record, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Pill ofValue(String name, Function<TopologyFixture, byte[]> value, String reason) {
    return new Pill(name, s -> new TestRecord<>(bytes("a"), value.apply(s), NOW), reason);
  }

  private static Pill ofKey(String name, byte[] key, String reason) {
    return new Pill(name, s -> new TestRecord<>(key, s.encoded(slot(2), 1), NOW), reason);
  }

  static Stream<Pill> pills() {
    Function<TopologyFixture, byte[]> snapshot =
        s -> s.serde.serializer().serialize("", TestModels.snapshot(1, 1f));
    return Stream.of(
        ofValue("not Avro", s -> bytes("{\"value\": 3}"), "not Avro"),
        ofValue("no bytes", s -> new byte[0], "not Avro"),
        ofValue("null value", s -> null, "no value"),
        ofValue("cut short", s -> Arrays.copyOf(s.encoded(slot(2), 1), 14), "malformed"),
        ofValue("another event", snapshot, "ModelSnapshot"),
        ofValue("unknown schema", DeadLetterTest::withAnotherFingerprint, "fingerprint"),
        ofValue("not a number", s -> s.encoded(slot(2), Double.NaN), "finite"),
        ofValue("infinity", s -> s.encoded(slot(2), Double.POSITIVE_INFINITY), "finite"),
        ofValue("absurdly large", s -> s.encoded(slot(2), -1e200), "1e30"),
        ofValue("far past", s -> s.encoded(Instant.parse("1800-01-01T00:00:00Z"), 1), "1900"),
        ofValue("far future", s -> s.encoded(Instant.parse("2500-01-01T00:00:00Z"), 1), "2199"),
        ofValue("farthest future", s -> s.encoded(Instant.ofEpochMilli(Long.MAX_VALUE), 1), ""),
        ofValue("farthest past", s -> s.encoded(Instant.ofEpochMilli(Long.MIN_VALUE), 1), ""),
        ofValue("ahead", s -> s.encoded(NOW.plus(Duration.ofMinutes(61)), 1), "3660000 ms ahead"),
        ofValue("covariate no number", s -> with(s, "x", Double.NaN), "covariate x must be finite"),
        ofValue("covariate without a name", s -> with(s, "", 1), "1 to 100 bytes"),
        ofValue("too many covariates", s -> s.encoded(slot(2), 1, names(101)), "found 101"),
        ofValue("nothing known ahead", s -> ahead(s, Map.of()), "at least one"),
        ofValue("known ahead, no number", s -> ahead(s, Map.of("x", 1 / 0.)), "covariate x"),
        ofValue("long name", s -> ahead(s, Map.of("x".repeat(101), 1.)), "1 to 100 bytes"),
        ofValue(
            "far ahead",
            s -> s.knownFuture(Instant.parse("2500-01-01T00:00:00Z"), HOLIDAY),
            "2199"),
        ofValue("tick ahead", s -> s.tick(NOW.plus(Duration.ofMinutes(61))), "3660000 ms ahead"),
        ofValue("tick of no time", s -> s.tick(Instant.ofEpochMilli(Long.MIN_VALUE)), ""),
        ofValue("unknown feedback", s -> s.feedback(AlertFeedback.UNKNOWN, null), "not know"),
        ofValue("no end", s -> s.feedback(AlertFeedback.EXPECTED, null), "until which"),
        new Pill(
            "feedback without a series",
            s ->
                new TestRecord<>(
                    bytes("nobody"), s.feedback(AlertFeedback.ACKNOWLEDGED, null), NOW),
            "no series nobody"),
        ofKey("null key", null, "found none"),
        ofKey("empty key", new byte[0], "1 to 1024 bytes"),
        ofKey("long key", new byte[1_025], "1 to 1024 bytes"),
        ofKey("key not UTF-8", new byte[] {(byte) 0xC3, 0x28}, "UTF-8"));
  }

  private static byte[] with(TopologyFixture stream, String name, double covariate) {
    return stream.encoded(slot(2), 1, Map.of(name, covariate));
  }

  private static byte[] ahead(TopologyFixture stream, Map<String, Double> values) {
    return stream.knownFuture(slot(5), values);
  }

  private static Map<String, Double> names(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "x" + i, i -> 1.));
  }

  private static byte[] withAnotherFingerprint(TopologyFixture stream) {
    byte[] value = stream.encoded(slot(2), 1);
    value[2]++;
    return value;
  }

  @ParameterizedTest
  @MethodSource("pills")
  void aRecordThatNoSeriesCanTakeIsKeptAsItCameAndTheStreamGoesOn(Pill pill) {
    Ledger before = stream.ledger();
    TestRecord<byte[], byte[]> record = pill.record().apply(stream);
    record.headers().add("trace", bytes("1"));
    stream.pipe(record);
    assertThat(stream.ledger()).isEqualTo(before);
    stream.observe("a", 2);

    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getKey()).isEqualTo(record.getKey());
              assertThat(letter.getValue()).isEqualTo(record.getValue());
              assertThat(letter.getRecordTime()).isEqualTo(NOW);
              assertThat(header(letter, DeadLetterHeaders.REASON)).contains(pill.reason());
              assertThat(header(letter, DeadLetterHeaders.EXCEPTION)).contains("Exception");
              assertThat(header(letter, DeadLetterHeaders.TOPIC))
                  .isEqualTo("tidegate.observations");
              assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("0");
              assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("2");
              assertThat(header(letter, "trace")).isEqualTo("1");
            });
    assertThat(stream.forecasts())
        .extracting(ForecastEvent::getSourceOffset)
        .containsExactly(0L, 1L, 3L);
  }

  @Test
  void oneTimeAheadTooManyIsADeadLetterAndTheOthersStay() {
    int most = Covariates.MOST_TIMES;
    for (int i = 0; i < most; i++) {
      stream.announce("a", 100 + i, HOLIDAY);
    }
    Ledger full = stream.ledger();
    assertThat(full.knownFuture()).isEqualTo(most);
    stream.announce("a", 100 + most, HOLIDAY);
    assertThat(stream.ledger()).isEqualTo(full);
    stream.announce("a", 100, Map.of("holiday", 0.));
    assertThat(stream.ledger().knownFuture()).isEqualTo(most + 1);
    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(header(letter, DeadLetterHeaders.REASON))
                    .contains(most + " times ahead"));
  }

  @Test
  void aTimestampBelowZeroCountsAsZero() {
    RecordTimestamp timestamps = new RecordTimestamp();
    assertThat(timestamps.extract(at(-1), 5)).isZero();
    assertThat(timestamps.extract(at(7), 5)).isEqualTo(7);
  }

  private static ConsumerRecord<Object, Object> at(long timestamp) {
    return new ConsumerRecord<>(
        "topic",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        null,
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void anEventExactlyAsFarAheadAsToleratedIsTaken() {
    stream.pipe(
        new TestRecord<>(bytes("b"), stream.encoded(NOW.plus(Duration.ofHours(1)), 1), NOW));
    assertThat(stream.deadLetters()).isEmpty();
  }

  @Test
  void whatIsTooLargeToBeSentIsCut() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[3 * MEGABYTE]);
    stream.pipe(new TestRecord<>(new byte[3 * MEGABYTE], new byte[3 * MEGABYTE], headers, NOW));
    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getKey().length + letter.getValue().length)
                  .isBetween(MEGABYTE / 2, MEGABYTE - 8_192);
              assertThat(letter.headers().lastHeader("trace")).isNull();
              assertThat(header(letter, DeadLetterHeaders.CUT))
                  .contains("the key had 3145728 bytes")
                  .contains("the value 3145728");
            });
    stream.observe("a", 2);
    assertThat(stream.forecasts()).hasSize(3);
  }
}
