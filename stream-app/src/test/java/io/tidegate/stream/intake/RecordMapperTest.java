package io.tidegate.stream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import io.tidegate.wire.ConfigurationException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordMapperTest {
  private static final Instant AT = Instant.parse("2026-01-31T18:00:00Z");
  private static final long KAFKA = 1_700_000_000_000L;

  private static RecordMapper mapper(String format, String... keysAndValues) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("tidegate.input.format", format);
    keys.put("tidegate.input.topics", "plant");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put("tidegate.input." + keysAndValues[i], keysAndValues[i + 1]);
    }
    StreamSettings settings = StreamSettings.load(null, Map.of(), keys);
    settings.input().requireForeign(settings.topics());
    return new RecordMapper(settings.input());
  }

  private static List<SeriesEvent> map(RecordMapper mapper, String key, byte[] value) {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    return mapper.map(new ForeignRecord("plant", bytes, KAFKA), new RecordHeaders(), value);
  }

  private static List<SeriesEvent> map(RecordMapper mapper, String key, String value) {
    return map(mapper, key, value.getBytes(UTF_8));
  }

  private static SeriesEvent observed(String series, Instant time, double value) {
    return observed(series, time, value, Map.of());
  }

  private static SeriesEvent observed(
      String series, Instant time, double value, Map<String, Double> covariates) {
    SpecificRecord event =
        ObservationEvent.newBuilder()
            .setTime(time)
            .setValue(value)
            .setCovariates(covariates)
            .build();
    return new SeriesEvent(series, event);
  }

  private static RefusedRecordException refusalOf(RecordMapper mapper, String value) {
    return catchThrowableOfType(RefusedRecordException.class, () -> map(mapper, "k", value));
  }

  @Test
  void aFlatJsonRecordIsOneObservationUnderItsKey() {
    RecordMapper json = mapper("json", "time", "ts", "values", "temp");
    assertThat(map(json, "boiler", "{\"ts\": 1769882400000, \"temp\": 20.5}"))
        .containsExactly(observed("boiler", AT, 20.5));
  }

  @Test
  void severalValuesAreSeveralSeriesAndAMissingOneIsLeftOut() {
    RecordMapper json = mapper("json", "time", "ts", "values", "temp,hum", "key", "site,@key");
    assertThat(map(json, "b", "{\"ts\": 1769882400, \"site\": \"north\", \"temp\": 1, \"hum\": 2}"))
        .containsExactly(observed("north.b.temp", AT, 1), observed("north.b.hum", AT, 2));
    assertThat(map(json, "b", "{\"ts\":1769882400,\"site\":\"north\",\"temp\":null,\"hum\":\"2\"}"))
        .containsExactly(observed("north.b.hum", AT, 2));
  }

  @Test
  void pathsLeadIntoObjectsAndArraysAndAGivenNameTakesTheirPlace() {
    RecordMapper json =
        mapper(
            "json",
            "time",
            "meta.at",
            "values",
            "t=readings[1].v,readings[0].v",
            "key",
            "meta.device",
            "key.separator",
            "/");
    assertThat(
            map(
                json,
                null,
                "{\"meta\":{\"device\":7,\"at\":\"2026-01-31T18:00:00Z\"},"
                    + "\"readings\":[{\"v\":1},{\"v\":2}]}"))
        .containsExactly(observed("7/t", AT, 2), observed("7/readings[0].v", AT, 1));
  }

  @Test
  void aNameWithFullStopsInItIsFoundWhereItStandsOutermost() {
    RecordMapper json = mapper("json", "values", "cpu.load", "key", "host.name");
    assertThat(map(json, null, "{\"host.name\":\"a\",\"cpu.load\":0.5}"))
        .containsExactly(observed("a", Instant.ofEpochMilli(KAFKA), 0.5));
  }

  @Test
  void aBareNumberIsTheWholeRecord() {
    RecordMapper json = mapper("json", "values", "$");
    assertThat(map(json, "k", "12.5"))
        .containsExactly(observed("k", Instant.ofEpochMilli(KAFKA), 12.5));
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 1769882400",
    "auto, 1769882400000",
    "auto, 1769882400000000",
    "auto, 1769882400.000",
    "auto, \"1769882400000\"",
    "auto, \"2026-01-31T18:00:00Z\"",
    "auto, \"2026-01-31 19:00:00+01:00\"",
    "auto, \"2026-01-31 19:00\"",
    "iso, \"2026-01-31T19:00:00\"",
    "seconds, 1769882400",
    "millis, 1769882400000",
    "micros, 1769882400000000",
    "nanos, 1769882400000000000",
    "d.M.yyyy H:mm, \"31.1.2026 19:00\""
  })
  void aTimeIsReadAsItIsWritten(String format, String written) {
    RecordMapper json =
        mapper(
            "json",
            "time",
            "ts",
            "values",
            "v",
            "time.format",
            format,
            "time.zone",
            "Europe/Zurich");
    assertThat(map(json, "k", "{\"v\": 1, \"ts\": " + written + "}"))
        .containsExactly(observed("k", AT, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"v\":1}                          | ts    | a time, as an epoch or in ISO 8601, found nothing",
        "{\"v\":1,\"ts\":\"noon\"}          | ts    | found the text 'noon'",
        "{\"v\":1,\"ts\":true}              | ts    | found true",
        "{\"v\":1,\"ts\":\"2026-02-30\"}    | ts    | found the text '2026-02-30'",
        "{\"v\":\"err\",\"ts\":1769882400}  | v     | expected a finite number, found the text 'err'",
        "{\"v\":{},\"ts\":1769882400}       | v     | found an object",
        "{\"ts\":1769882400}                | v     | expected a number, found nothing",
        "{\"v\":1e999,\"ts\":1769882400}    | v     | expected a finite number",
        "{\"v\":1e31,\"ts\":1769882400}     | $     | at most 1e30",
        "{\"v\":1,\"ts\":17698824000000000000000000} | $ | 1900 to 2199",
        "{\"v\":1                           | $     | a JSON document",
        "{} {}                              | $     | a JSON document",
        "[1, 2]                             | ts    | found nothing"
      })
  void aRecordThatDoesNotFitSaysWhichPathWhatWasExpectedAndWhatCame(
      String record, String path, String reason) {
    RefusedRecordException refusal = refusalOf(mapper("json", "time", "ts", "values", "v"), record);
    assertThat(refusal.path()).contains(path);
    assertThat(refusal).hasMessageStartingWith(path + ": expected ").hasMessageContaining(reason);
  }

  @Test
  void noKeyIsRefusedWhereItIsPartOfTheName() {
    RecordMapper json = mapper("json", "values", "v");
    assertThatThrownBy(() -> map(json, null, "{\"v\":1}"))
        .isInstanceOf(RefusedRecordException.class)
        .hasMessageContaining("@key: expected a key");
    assertThatThrownBy(() -> map(json, "", "{\"v\":1}")).isInstanceOf(RefusedRecordException.class);
    assertThatThrownBy(() -> map(json, "x".repeat(1_025), "{\"v\":1}"))
        .hasMessageContaining("1024 bytes");
  }

  @Test
  void aTombstoneIsRefused() {
    assertThatThrownBy(() -> map(mapper("json", "values", "v"), "k", (byte[]) null))
        .hasMessageContaining("tombstone");
  }

  @Test
  void covariatesGoWithTheValuesAndAloneTheyTellTheFuture() {
    RecordMapper json =
        mapper("json", "time", "ts", "values", "a,b", "covariates", "holiday,t=weather.temp");
    assertThat(
            map(
                json,
                "k",
                "{\"ts\":1769882400,\"a\":1,\"holiday\":true,\"weather\":{\"temp\":-3}}"))
        .containsExactly(observed("k.a", AT, 1, Map.of("holiday", 1., "t", -3.)));
    KnownFutureEvent future =
        KnownFutureEvent.newBuilder().setTime(AT).setValues(Map.of("holiday", 0.)).build();
    assertThat(map(json, "k", "{\"ts\":1769882400,\"holiday\":0}"))
        .containsExactly(new SeriesEvent("k.a", future), new SeriesEvent("k.b", future));
  }

  @Test
  void aCsvLineIsReadByTheNamesOfItsColumnsAndTheFilesHeaderIsPassedOver() {
    RecordMapper csv =
        mapper(
            "csv",
            "csv.columns",
            "when,station,temp [C],note",
            "csv.separator",
            ";",
            "time",
            "when",
            "key",
            "station",
            "values",
            "temp [C]");
    assertThat(map(csv, null, "when;station;temp [C];note")).isEmpty();
    assertThat(map(csv, null, "2026-01-31 18:00; \"a;b\";-1.5;\r\n"))
        .containsExactly(observed("a;b", AT, -1.5));
    assertThat(refusalOf(csv, "1;2"))
        .hasMessageContaining("expected 4 cells")
        .hasMessageContaining("2: '1;2'");
    assertThat(refusalOf(csv, "1;2;3;4\n1;2;3;4")).hasMessageContaining("found 2 lines");
    assertThat(refusalOf(csv, "")).hasMessageContaining("found 0 lines");
    assertThat(refusalOf(csv, "2026-01-31;a;NA;"))
        .hasMessageContaining("temp [C]: expected a number");
  }

  @Test
  void cellsWithoutColumnsAreCountedFromOne() {
    RecordMapper csv =
        mapper("csv", "csv.separator", "tab", "time", "1", "values", "temp=3", "key", "2");
    assertThat(map(csv, null, "1769882400\ta\t7")).containsExactly(observed("a.temp", AT, 7));
  }

  @Test
  void aDoubleIsAValueAtItsKafkaTimestamp() {
    RecordMapper number = mapper("double");
    byte[] bytes = ByteBuffer.allocate(8).putDouble(2.5).array();
    assertThat(map(number, "k", bytes))
        .containsExactly(observed("k", Instant.ofEpochMilli(KAFKA), 2.5));
    assertThat(refusalOf(number, "2.5")).hasMessageContaining("a double of 8 bytes, found '2.5'");
    byte[] none = ByteBuffer.allocate(8).putDouble(Double.NaN).array();
    assertThatThrownBy(() -> map(number, "k", none)).hasMessageContaining("the number NaN");
  }

  @Test
  void namesThatNeedNoKeyCanDoWithoutAnyPart() {
    RecordMapper json = mapper("json", "values", "a,b", "key", "");
    assertThat(map(json, null, "{\"a\":1,\"b\":2}"))
        .extracting(SeriesEvent::series)
        .containsExactly("a", "b");
    assertThatThrownBy(() -> mapper("json", "values", "a", "key", ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.input.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "a[x]", "a[1", "", "[0]"})
  void whatIsNoPathIsRefusedByItsKey(String path) {
    assertThatThrownBy(() -> mapper("json", "values", "v", "key", "@key," + path + ",@topic"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.input.key")
        .hasMessageContaining("readings[0].value");
  }

  @Test
  void aPatternThatIsNoneIsRefusedByItsKey() {
    assertThatThrownBy(() -> mapper("json", "values", "v", "time", "t", "time.format", "noon b"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.input.time.format");
  }

  @Test
  void whatCannotBeMadeOfTheSettingsIsToldBeforeAnythingIsRead() {
    assertThatThrownBy(() -> mapper("json"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.input.values")
        .hasMessageContaining("tidegate inspect --topic plant");
    assertThatThrownBy(() -> mapper("avro", "values", "v"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.input.avro.schemas");
    assertThatThrownBy(() -> mapper("avro", "values", "v", "deserializer", "no.such.Class"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no.such.Class");
    assertThatThrownBy(() -> mapper("tidegate"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tidegate.input.format");
    assertThatThrownBy(() -> mapper("json", "values", "v", "topics", "tidegate.forecasts"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("own tidegate.forecasts");
  }
}
