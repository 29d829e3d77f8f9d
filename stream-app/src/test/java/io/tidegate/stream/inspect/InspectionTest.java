package io.tidegate.stream.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.ConfigurationException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final int COUNT = 60;
  private static final long START = 1_769_882_400_000L;

  private static ConsumerRecord<byte[], byte[]> record(int offset, String key, byte[] value) {
    return new ConsumerRecord<>(
        "plant",
        0,
        offset,
        START + 10_000L * offset,
        TimestampType.CREATE_TIME,
        0,
        0,
        key == null ? null : key.getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static Sample sample(IntFunction<String> keys, IntFunction<byte[]> values) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      records.add(record(i, keys.apply(i), values.apply(i)));
    }
    return new Sample("plant", 1, COUNT, List.of(), records);
  }

  private static Sample texts(IntFunction<String> keys, IntFunction<String> values) {
    return sample(keys, i -> values.apply(i).getBytes(UTF_8));
  }

  private static Inspection inspect(Sample sample, Map<String, String> given) {
    return Inspection.of(
        sample,
        keys -> {
          Map<String, String> all = new TreeMap<>(keys);
          all.putAll(given);
          return StreamSettings.load(null, Map.of(), all).input();
        });
  }

  private static String flat(int i) {
    return String.format(
        Locale.ROOT,
        "{\"device\":\"d%d\",\"ts\":%d,\"temp\":%.1f,\"unit\":\"C\",\"seq\":%d,\"ok\":true}",
        i % 3,
        START + 10_000L * (i / 3),
        20 + i % 7 * 0.1,
        i);
  }

  @Test
  void flatJsonIsRecognisedWithItsTimeItsValueAndItsDevice() {
    Inspection inspection = inspect(texts(i -> null, InspectionTest::flat), Map.of());
    assertThat(inspection.keys())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "tidegate.input.topics", "plant",
                "tidegate.input.format", "json",
                "tidegate.input.time", "ts",
                "tidegate.input.values", "temp",
                "tidegate.input.key", "device"));
    assertThat(inspection.fits()).isTrue();
    assertThat(inspection.text())
        .contains("tidegate.input.values=temp\n")
        .contains("d0: 20 values, step PT10S")
        .contains("2026-01-31T18:03:10Z 20.")
        .contains("# of 60 records 60 fit, 0 do not");
  }

  @Test
  void everyLineThatIsNoConfigurationIsAComment() {
    String text = inspect(texts(i -> null, InspectionTest::flat), Map.of()).text();
    assertThat(text.lines().filter(line -> !line.isEmpty()))
        .allMatch(line -> line.startsWith("#") || line.startsWith("tidegate.input."));
  }

  @Test
  void nestedJsonIsRecognisedByItsPathsAndSeveralValues() {
    Inspection inspection =
        inspect(
            texts(
                i -> "line-" + i % 2,
                i ->
                    String.format(
                        Locale.ROOT,
                        "{\"meta\":{\"site\":\"s\",\"createdAt\":\"%s\"},\"m\":{\"a\":%d,\"b\":%d}}",
                        Instant.ofEpochMilli(START + 60_000L * i),
                        i,
                        -i)),
            Map.of());
    assertThat(inspection.keys())
        .containsEntry("tidegate.input.time", "meta.createdAt")
        .containsEntry("tidegate.input.values", "m.a,m.b")
        .containsEntry("tidegate.input.key", "@key,meta.site");
    assertThat(inspection.readings().names()).contains("line-0.s.m.a", "line-1.s.m.b");
  }

  @Test
  void aKeyThatTheFieldsDoNotTellIsPartOfTheName() {
    Inspection inspection =
        inspect(
            texts(
                i -> "pump-" + i % 4,
                i -> String.format(Locale.ROOT, "{\"site\":\"s%d\",\"v\":%d}", i % 2, i)),
            Map.of());
    assertThat(inspection.keys()).containsEntry("tidegate.input.key", "@key,site");
    assertThat(inspection.keys()).doesNotContainKey("tidegate.input.time");
  }

  @Test
  void csvIsRecognisedWithItsSeparatorAndTheHeaderOfItsFile() {
    Sample lines =
        texts(
            i -> null,
            i ->
                i == 0
                    ? "when;station;temp;hum"
                    : String.format(
                        Locale.ROOT, "%d.1.2026 %d:00;st%d;%d;50", 1 + i / 24, i % 24, i % 2, i));
    Inspection inspection = inspect(lines, Map.of());
    assertThat(inspection.keys())
        .containsEntry("tidegate.input.format", "csv")
        .containsEntry("tidegate.input.csv.separator", ";")
        .containsEntry("tidegate.input.csv.columns", "when,station,temp,hum")
        .containsEntry("tidegate.input.time", "when")
        .containsEntry("tidegate.input.time.format", "d.M.yyyy[ H:mm[:ss]]")
        .containsEntry("tidegate.input.values", "temp,hum")
        .containsEntry("tidegate.input.key", "station");
    assertThat(inspection.text()).contains("59 fit, 1 of a file's header, 0 do not");
    assertThat(inspection.readings().stepOf("st0.temp")).hasToString("Optional[PT2H]");
  }

  @Test
  void csvWithoutAHeaderIsReadByTheNumbersOfItsCells() {
    Inspection inspection =
        inspect(texts(i -> null, i -> (START / 1_000 + i) + ",a" + i % 2 + "," + i), Map.of());
    assertThat(inspection.keys())
        .containsEntry("tidegate.input.time", "1")
        .containsEntry("tidegate.input.key", "2")
        .containsEntry("tidegate.input.values", "3")
        .doesNotContainKey("tidegate.input.csv.columns");
  }

  @Test
  void bareNumbersAreRecognisedAsTextAndAsDoubles() {
    assertThat(inspect(texts(i -> "k", i -> i + ".5"), Map.of()).keys())
        .containsEntry("tidegate.input.format", "json")
        .containsEntry("tidegate.input.values", "$")
        .containsEntry("tidegate.input.key", "@key");
    Sample doubles = sample(i -> "k", i -> ByteBuffer.allocate(8).putDouble(-i - 0.1).array());
    assertThat(inspect(doubles, Map.of()).keys())
        .containsEntry("tidegate.input.format", "double")
        .containsEntry("tidegate.input.key", "@key");
  }

  @Test
  void whatDoesNotFitIsCountedByReasonWithAnExample() {
    Inspection inspection =
        inspect(
            texts(
                i -> null,
                i -> i % 20 == 7 ? "oops" : i % 20 == 8 ? "{\"device\":\"d\",\"ts\":1}" : flat(i)),
            Map.of());
    assertThat(inspection.text())
        .contains("# of 60 records 54 fit, 6 do not")
        .contains("#   3: temp: expected a number, found nothing (partition 0, offset 8)")
        .contains("offset 7)");
  }

  @Test
  void whatIsGivenIsNotGuessed() {
    Map<String, String> given =
        Map.of(
            "tidegate.input.format", "json",
            "tidegate.input.values", "t=temp",
            "tidegate.input.key", "unit",
            "tidegate.input.covariates", "seq");
    Inspection inspection = inspect(texts(i -> null, InspectionTest::flat), given);
    assertThat(inspection.keys()).containsOnlyKeys("tidegate.input.topics");
    assertThat(inspection.readings().names()).containsExactly("C.t");
    assertThat(inspection.text()).contains("{seq=59.0}").contains("covariate");
  }

  @Test
  void whatCannotBeToldSaysWhatToName() {
    assertThatThrownBy(
            () -> inspect(sample(i -> "k", i -> new byte[] {-1, (byte) i, -2}), Map.of()))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("tidegate.input.deserializer");
    assertThatThrownBy(() -> inspect(texts(i -> "k", i -> "{\"a\":\"b\"}"), Map.of()))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("its fields are a");
    assertThatThrownBy(() -> inspect(sample(i -> "k", i -> null), Map.of()))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("nothing to look at");
    assertThatThrownBy(
            () -> inspect(sample(i -> "k", i -> new byte[] {0, 0, 0, 0, 7, 1, 2}), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a registry's deserializer");
  }
}
