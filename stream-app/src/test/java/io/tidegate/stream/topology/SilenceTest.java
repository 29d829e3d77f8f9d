package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.NOW;
import static io.tidegate.stream.topology.TopologyFixture.bytes;
import static io.tidegate.stream.topology.TopologyFixture.header;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series that fall silent, found without a clock. */
class SilenceTest {
  /** Silence of more is missing data. */
  private static final int STEPS = 10;

  /** Of their values the series are not to alert. */
  private static final Map<String, String> HARDLY =
      Map.of("tidegate.alert.false.alarms.per.week", "1e-9");

  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void start() {
    stream = new TopologyFixture(directory, HARDLY);
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

  private List<AlertEvent> missing() {
    return stream.alerts().stream()
        .filter(alert -> alert.getKind() == AlertKind.MISSING_DATA)
        .toList();
  }

  private Set<Bytes> indexed() {
    KeyValueStore<Bytes, byte[]> store = stream.driver.getKeyValueStore(StoreIndex.STORE);
    Set<Bytes> keys = new HashSet<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        keys.add(entry.key);
      }
    }
    return keys;
  }

  private void restart() {
    // The driver has no changelog to restore from: what the stores held is carried over by hand.
    Map<String, Map<Object, Object>> held = new HashMap<>();
    stream
        .driver
        .getAllStateStores()
        .forEach(
            (name, store) -> {
              Map<Object, Object> entries = new LinkedHashMap<>();
              try (KeyValueIterator<Object, Object> all =
                  stream.driver.<Object, Object>getKeyValueStore(name).all()) {
                all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
              }
              held.put(name, entries);
            });
    stream.close();
    Path next = directory.resolve("restarted");
    stream = new TopologyFixture(next, HARDLY);
    held.forEach(
        (name, entries) ->
            entries.forEach(stream.driver.<Object, Object>getKeyValueStore(name)::put));
  }

  @Test
  void theRecordsOfOtherSeriesTellThatOneIsSilent() {
    observe("a", 0, 60);
    observe("b", 0, 60 + STEPS);
    assertThat(missing()).isEmpty();
    observe("b", 60 + STEPS, 60 + STEPS + 3);
    List<AlertEvent> found = missing();
    assertThat(found).hasSize(1);
    AlertEvent alert = found.get(0);
    assertThat(alert.getChange()).isEqualTo(AlertChange.OPENED);
    assertThat(alert.getId()).isEqualTo("a@0-59-missing");
    assertThat(alert.getValue()).isNull();
    assertThat(alert.getSourceOffset()).isGreaterThan(60 + 60 + STEPS - 2);
    assertThat(alert.getExplanation()).contains("No value since " + slot(59), "minutes");
    assertThat(stream.ledger().lookout().missing()).isEqualTo(1);
    assertThat(stream.ledger().lookout().open()).isEqualTo(1);
    assertThat(stream.meters.get("tidegate.series.missing").gauge().value()).isEqualTo(1);
    observe("b", 60 + STEPS + 3, 60 + 2 * STEPS);
    assertThat(missing()).isEmpty();
    stream.observe("a", 60 + 2 * STEPS);
    assertThat(missing())
        .singleElement()
        .satisfies(
            back -> {
              assertThat(back.getId()).isEqualTo(alert.getId());
              assertThat(back.getChange()).isEqualTo(AlertChange.RESOLVED);
              assertThat(back.getResolution()).isEqualTo(AlertResolution.DATA_CAME_BACK);
            });
    assertThat(stream.ledger().lookout().missing()).isZero();
    assertThat(stream.ledger().lookout().open()).isZero();
  }

  @Test
  void aSeriesThatIsStillSilentAfterMaintenanceAlertsAnewWithAnIdOfItsOwn() {
    observe("a", 0, 60);
    observe("b", 0, 60 + STEPS + 3);
    String first = missing().get(0).getId();
    stream.say("a", AlertFeedback.EXPECTED, null, slot(100));
    assertThat(missing())
        .extracting(AlertEvent::getResolution)
        .containsExactly(AlertResolution.EXPECTED);
    observe("b", 60 + STEPS + 3, 100);
    assertThat(missing()).isEmpty();
    observe("b", 100, 103);
    AlertEvent second = missing().get(0);
    assertThat(second.getChange()).isEqualTo(AlertChange.OPENED);
    assertThat(second.getId()).isEqualTo("a@0-133-missing").isNotEqualTo(first);
    assertThat(stream.ledger().lookout().missing()).isEqualTo(1);
    stream.observe("a", 103);
    assertThat(missing())
        .singleElement()
        .satisfies(back -> assertThat(back.getId()).isEqualTo(second.getId()));
    assertThat(stream.ledger().lookout().missing()).isZero();
  }

  @Test
  void theAlertHasTheKeyOfTheSeriesThatIsSilent() {
    observe("a", 0, 60);
    observe("b", 0, 60 + STEPS + 3);
    assertThat(stream.alertRecords())
        .filteredOn(r -> ((AlertEvent) r.getValue()).getKind() == AlertKind.MISSING_DATA)
        .extracting(TestRecord<String, SpecificRecord>::getKey)
        .containsExactly("a");
  }

  @Test
  void ticksTellItWhereEverySeriesIsSilent() {
    observe("a", 0, 60);
    observe("b", 0, 60);
    stream.tick(60 + STEPS - 2);
    assertThat(missing()).isEmpty();
    stream.tick(60 + STEPS);
    assertThat(missing())
        .extracting(AlertEvent::getId)
        .containsExactly("a@0-59-missing", "b@0-119-missing");
    stream.tick(60 + STEPS);
    stream.tick(60 + STEPS + 1);
    assertThat(missing()).isEmpty();
    assertThat(stream.ledger().lookout().missing()).isEqualTo(2);
  }

  @Test
  void atMostEightSeriesAreLookedAtForOneRecordAndTheOthersForTheNext() {
    for (int i = 0; i < 20; i++) {
      observe("s" + (char) ('a' + i), 0, 15);
    }
    stream.tick(100);
    int first = missing().size();
    assertThat(first).isEqualTo(SilentSeries.MOST);
    stream.tick(100);
    stream.tick(100);
    assertThat(missing()).hasSize(12);
    stream.tick(100);
    assertThat(missing()).isEmpty();
  }

  @Test
  void whatIsDueAfterARestartIsFoundAndWhatWasFoundIsNotFoundAgain() {
    observe("a", 0, 60);
    observe("b", 0, 60 + STEPS + 2);
    observe("c", 0, 60 + STEPS + 2);
    assertThat(missing()).extracting(AlertEvent::getId).containsExactly("a@0-59-missing");
    restart();
    observe("c", 60 + STEPS + 2, 60 + 2 * STEPS + 4);
    assertThat(missing()).extracting(AlertEvent::getId).containsExactly("b@0-131-missing");
  }

  @Test
  void aSeriesIsInTheIndexOnceHoweverManyRecordsItHas() {
    observe("a", 0, 200);
    observe("b", 0, 200);
    assertThat(indexed()).hasSize(2);
  }

  @Test
  void mostRecordsDoNotWriteTheIndex() {
    observe("a", 0, 60);
    Set<Bytes> seen = indexed();
    int changes = 0;
    for (int i = 60; i < 160; i++) {
      stream.observe("a", i);
      Set<Bytes> now = indexed();
      changes += now.equals(seen) ? 0 : 1;
      seen = now;
    }
    assertThat(changes).isBetween(5, 12);
  }

  @Test
  void lateValuesDuplicatesAndOnesThatWaitDoNotPostponeIt() {
    observe("a", 0, 60);
    observe("b", 0, 60 + STEPS - 1);
    stream.observe("a", 59); // a duplicate
    stream.observe("a", -3); // late
    stream.observe("a", 500, 1); // parked: nobody knows yet whether its time is right
    assertThat(stream.ledger().lookout().time()).isEqualTo(slot(60 + STEPS - 2).toEpochMilli());
    observe("b", 60 + STEPS - 1, 60 + STEPS + 3);
    assertThat(missing()).extracting(AlertEvent::getId).containsExactly("a@0-59-missing");
  }

  @Test
  void seriesThatAreSentOneAfterAnotherAreNotSilent() {
    observe("a", 0, 300);
    observe("b", 0, 300);
    observe("c", 100, 200);
    assertThat(missing()).isEmpty();
    observe("b", 300, 300 + STEPS - 2);
    assertThat(missing()).isEmpty();
    observe("b", 300 + STEPS - 2, 300 + STEPS + 2);
    assertThat(missing()).extracting(AlertEvent::getId).contains("a@0-299-missing");
  }

  @Test
  void aSilentSeriesIsForgottenAfterTheConfiguredTime() {
    try (TopologyFixture expiring =
        new TopologyFixture(
            directory.resolve("expiring"),
            Map.of(
                "tidegate.series.expire",
                "PT10H",
                "tidegate.alert.false.alarms.per.week",
                "1e-9"))) {
      for (int i = 0; i < 60; i++) {
        expiring.observe("a", i);
        expiring.observe("b", i);
      }
      assertThat(expiring.ledger().series()).isEqualTo(2);
      for (int i = 60; i < 60 + 70; i++) {
        expiring.observe("b", i);
      }
      List<AlertEvent> alerts = expiring.alerts();
      assertThat(alerts)
          .filteredOn(alert -> alert.getId().equals("a@0-118-missing"))
          .last()
          .satisfies(
              alert -> {
                assertThat(alert.getChange()).isEqualTo(AlertChange.RESOLVED);
                assertThat(alert.getResolution()).isEqualTo(AlertResolution.EXPIRED);
              });
      assertThat(expiring.ledger().series()).isEqualTo(1);
      assertThat(expiring.ledger().lookout().expired()).isEqualTo(1);
      assertThat(expiring.ledger().lookout().open()).isZero();
      KeyValueStore<String, byte[]> states = expiring.driver.getKeyValueStore(StoredSeries.STORE);
      assertThat(states.get("a")).isNull();
      expiring.forecasts();
      expiring.observe("a", 130);
      assertThat(expiring.forecasts())
          .singleElement()
          .extracting(ForecastEvent::getState)
          .isEqualTo(ForecastState.COLD);
      assertThat(expiring.ledger().series()).isEqualTo(2);
    }
  }

  @Test
  void whatWaitsForItsConfirmationIsADeadLetterWhenItsSeriesIsForgotten() {
    try (TopologyFixture expiring =
        new TopologyFixture(
            directory.resolve("waiting"), Map.of("tidegate.series.expire", "PT10H"))) {
      for (int i = 0; i < 60; i++) {
        expiring.observe("a", i);
      }
      expiring.observe("a", 500);
      assertThat(expiring.ledger().parked()).isEqualTo(1);
      expiring.tick(60 + 70);
      assertThat(expiring.ledger().parked()).isZero();
      assertThat(expiring.ledger().unconfirmed()).isEqualTo(1);
      assertThat(expiring.ledger().series()).isZero();
      assertThat(expiring.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.getKey()).isEqualTo(bytes("a"));
                assertThat(letter.getValue())
                    .isEqualTo(expiring.encoded(slot(500), TopologyFixture.valueAt(500)));
                assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("60");
                assertThat(header(letter, DeadLetterHeaders.REASON)).contains("forgotten");
              });
    }
  }

  @Test
  void aStateOfAnEarlierVersionIsReadAndItsAlertsBeginAnew() {
    observe("a", 0, 60);
    KeyValueStore<String, byte[]> states = stream.driver.getKeyValueStore(StoredSeries.STORE);
    StoredSeries stored = StoredSeries.decode(states.get("a"));
    assertThat(stored.alerts()).isNotNull();
    states.put("a", stored.forecast());
    stream.forecasts();
    stream.observe("a", 60);
    assertThat(stream.forecasts())
        .singleElement()
        .extracting(ForecastEvent::getState)
        .isEqualTo(ForecastState.WARM);
    StoredSeries after = StoredSeries.decode(states.get("a"));
    assertThat(after.heard()).isEqualTo(slot(60).toEpochMilli());
    assertThat(after.alerts().length).isLessThan(stored.alerts().length);
  }

  @Test
  void anUnreadableKeyMovesNoTime() {
    observe("a", 0, 3);
    stream.pipe(new TestRecord<>(bytes("a"), stream.encoded(slot(20), Double.NaN), NOW));
    assertThat(stream.ledger().lookout().time()).isEqualTo(slot(2).toEpochMilli());
  }
}
