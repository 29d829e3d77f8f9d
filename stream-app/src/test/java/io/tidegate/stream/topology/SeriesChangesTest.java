package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.NOW;
import static io.tidegate.stream.topology.TopologyFixture.bytes;
import static io.tidegate.stream.topology.TopologyFixture.header;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static io.tidegate.stream.topology.TopologyFixture.valueAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series that somebody resets, forgets or imports. */
class SeriesChangesTest {
  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void start() {
    stream = new TopologyFixture(directory, Map.of("tidegate.alert.false.alarms.per.week", "1e-9"));
  }

  @AfterEach
  void stop() {
    stream.close();
  }

  private void observe(String series, int from, int to) {
    for (int i = from; i < to; i++) {
      stream.observe(series, i);
    }
  }

  private void change(String series, SeriesChange change, byte[] state) {
    SeriesChangeEvent event =
        SeriesChangeEvent.newBuilder()
            .setChange(change)
            .setState(state == null ? null : ByteBuffer.wrap(state))
            .setTime(NOW)
            .build();
    stream.pipe(
        new TestRecord<>(bytes(series), stream.serde.serializer().serialize("", event), NOW));
  }

  private KeyValueStore<String, byte[]> states() {
    return stream.driver.getKeyValueStore(StoredSeries.STORE);
  }

  private ForecastEvent next(String series, int slot) {
    stream.forecasts();
    stream.observe(series, slot);
    List<ForecastEvent> forecasts = stream.forecasts();
    assertThat(forecasts).hasSize(1);
    return forecasts.get(0);
  }

  private int indexed() {
    KeyValueStore<Bytes, byte[]> store = stream.driver.getKeyValueStore(StoreIndex.STORE);
    int entries = 0;
    try (var all = store.all()) {
      while (all.hasNext()) {
        all.next();
        entries++;
      }
    }
    return entries;
  }

  private String refusal() {
    List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
    assertThat(letters).hasSize(1);
    return header(letters.get(0), "tidegate.reason");
  }

  @Test
  void aSeriesThatIsResetBeginsAnewWithItsNextObservation() {
    observe("a", 0, 60);
    observe("b", 0, 60);
    change("a", SeriesChange.RESET, null);
    assertThat(next("a", 60).getState()).isEqualTo(ForecastState.COLD);
    assertThat(next("b", 60).getState()).isEqualTo(ForecastState.WARM);
    assertThat(stream.ledger().changes()).isEqualTo(1);
    assertThat(stream.ledger().series()).isEqualTo(2);
    assertThat(stream.ledger().next()).isEqualTo(123);
    assertThat(stream.meters.get("tidegate.series.changes").counter().count()).isEqualTo(1);
  }

  @Test
  void aStateThatIsImportedGoesOnBitForBit() {
    observe("a", 0, 100);
    observe("b", 0, 100);
    byte[] state = states().get("a");
    ByteBuffer expected = next("b", 100).getQuantiles();
    change("a", SeriesChange.RESET, null);
    change("a", SeriesChange.IMPORT, state);
    change("new", SeriesChange.IMPORT, state);
    assertThat(StoredSeries.decode(states().get("a")).forecast())
        .isEqualTo(StoredSeries.decode(state).forecast());
    ForecastEvent gone = next("a", 100);
    assertThat(gone.getQuantiles()).isEqualTo(expected);
    assertThat(gone.getState()).isEqualTo(ForecastState.WARM);
    assertThat(next("new", 100).getQuantiles()).isEqualTo(expected);
    assertThat(stream.ledger().series()).isEqualTo(3);
    assertThat(stream.ledger().changes()).isEqualTo(3);
    assertThat(stream.deadLetters()).isEmpty();
  }

  @Test
  void nothingIsKeptOfASeriesThatIsForgottenAndTombstonesTellOthers() {
    observe("a", 0, 60);
    observe("b", 0, 60);
    stream.forecasts();
    stream.accuracy();
    change("a", SeriesChange.FORGET, null);
    assertThat(states().get("a")).isNull();
    assertThat(indexed()).isEqualTo(1);
    assertThat(stream.ledger().series()).isEqualTo(1);
    assertThat(stream.forecastRecords()).singleElement().satisfies(SeriesChangesTest::isTombstone);
    assertThat(stream.accuracyRecords()).singleElement().satisfies(SeriesChangesTest::isTombstone);
    assertThat(stream.alertRecords()).singleElement().satisfies(SeriesChangesTest::isTombstone);
    assertThat(next("a", 10).getState()).isEqualTo(ForecastState.COLD);
    assertThat(stream.ledger().series()).isEqualTo(2);
  }

  private static void isTombstone(TestRecord<String, ?> record) {
    assertThat(record.getKey()).isEqualTo("a");
    assertThat(record.getValue()).isNull();
  }

  @Test
  void oneThatIsNotThereIsForgottenWithoutAWordAndCannotBeReset() {
    observe("a", 0, 3);
    change("b", SeriesChange.FORGET, null);
    assertThat(stream.ledger().changes()).isEqualTo(1);
    assertThat(stream.ledger().series()).isEqualTo(1);
    assertThat(stream.deadLetters()).isEmpty();
    change("b", SeriesChange.RESET, null);
    assertThat(refusal()).isEqualTo("there is no series b to reset");
    assertThat(stream.ledger().changes()).isEqualTo(1);
  }

  @Test
  void anOpenAlertEndsWithTheStateAndOneThatWasOpenElsewhereIsNotOpened() {
    observe("a", 0, 60);
    stream.tick(80);
    assertThat(stream.ledger().lookout().missing()).isEqualTo(1);
    byte[] missing = states().get("a");
    change("a", SeriesChange.RESET, null);
    List<AlertEvent> told = stream.alerts();
    assertThat(told).hasSize(2);
    assertThat(told.get(1).getId()).isEqualTo("a@0-59-missing");
    assertThat(told.get(1).getResolution()).isEqualTo(AlertResolution.SERIES_CHANGED);
    assertThat(told.get(1).getExplanation()).contains("somebody reset or forgot the series");
    change("a", SeriesChange.IMPORT, missing);
    stream.tick(90);
    assertThat(stream.alerts()).isEmpty();
    assertThat(stream.ledger().lookout().open()).isZero();
    observe("a", 91, 95);
    stream.tick(120);
    assertThat(stream.alerts()).extracting(AlertEvent::getId).containsExactly("a@0-67-missing");
  }

  @Test
  void anObservationThatWaitsBecomesADeadLetterAndDoesNotComeBackWithAnImport() {
    observe("a", 0, 60);
    stream.observe("a", 1_200, valueAt(3));
    assertThat(stream.ledger().parked()).isEqualTo(1);
    byte[] waiting = states().get("a");
    change("a", SeriesChange.RESET, null);
    assertThat(refusal()).contains("confirmed before the series was reset");
    assertThat(stream.ledger().parked()).isZero();
    assertThat(stream.ledger().unconfirmed()).isEqualTo(1);
    change("a", SeriesChange.IMPORT, waiting);
    assertThat(next("a", 60).getState()).isEqualTo(ForecastState.WARM);
    assertThat(stream.deadLetters()).isEmpty();
  }

  @Test
  void whatCannotBeImportedIsADeadLetterAndChangesNothing() {
    observe("a", 0, 60);
    byte[] state = states().get("a");
    change("a", SeriesChange.IMPORT, null);
    assertThat(refusal()).isEqualTo("IMPORT needs the state to import, found none");
    change("a", SeriesChange.IMPORT, Arrays.copyOf(state, 900));
    assertThat(refusal()).contains("the state to import cannot be used");
    byte[] newer = state.clone();
    newer[0] = 65;
    change("a", SeriesChange.IMPORT, newer);
    assertThat(refusal()).contains("format 65", "newer version of Tidegate");
    byte[] infinite = state.clone();
    // The base follows the header, format, flags, step, slot and time.
    ByteBuffer.wrap(infinite).order(java.nio.ByteOrder.LITTLE_ENDIAN).putDouble(55, Double.NaN);
    change("a", SeriesChange.IMPORT, infinite);
    assertThat(refusal()).contains("cannot be used", "finite");
    change("a", SeriesChange.UNKNOWN, null);
    assertThat(refusal()).contains("expected the change RESET, FORGET or IMPORT");
    assertThat(states().get("a")).isEqualTo(state);
    assertThat(stream.ledger().changes()).isZero();
  }

  @Test
  void aStateOfAnOlderFormatIsUpgradedWhenItIsRead() {
    observe("a", 0, 100);
    observe("b", 0, 100);
    StoredSeries stored = StoredSeries.decode(states().get("a"));
    states().put("a", stored.forecast());
    assertThat(next("a", 100).getQuantiles()).isEqualTo(next("b", 100).getQuantiles());
    assertThat(states().get("a")[0]).isEqualTo(StoredSeries.FORMAT);
  }

  @Test
  void aStateOfANewerFormatStopsTheApplicationAndTheVersionThatWroteItIsNamed() {
    observe("a", 0, 3);
    byte[] newer = states().get("a");
    newer[0] = 65;
    states().put("a", newer);
    assertThatThrownBy(() -> stream.observe("a", 3))
        .hasStackTraceContaining("series a of partition 0: a stored series has format 65")
        .hasStackTraceContaining("the partition's books were last written by unpackaged");
  }

  @Test
  void aChangeTellsNoTime() {
    observe("a", 0, 3);
    change("a", SeriesChange.RESET, null);
    assertThat(stream.ledger().lookout().time()).isEqualTo(slot(2).toEpochMilli());
  }
}
