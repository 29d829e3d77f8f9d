package io.tidegate.stream.alerts;

import static io.tidegate.stream.alerts.AlertSamples.escalated;
import static io.tidegate.stream.alerts.AlertSamples.id;
import static io.tidegate.stream.alerts.AlertSamples.opened;
import static io.tidegate.stream.alerts.AlertSamples.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.AlertSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private final AlertBook book = new AlertBook(2);

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private AlertEvent open(String series, long offset, long second) {
    AlertEvent event = opened(series, offset, at(second));
    book.accept(series, event);
    return event;
  }

  private void resolve(String series, AlertEvent event, long offset, long second) {
    book.accept(series, resolved(event, AlertResolution.NORMAL, offset, at(second)));
  }

  private List<String> ids(AlertFilter filter) {
    return book.list(filter).stream().map(Alert::id).toList();
  }

  private static AlertFilter only(AlertFilter.State state) {
    return new AlertFilter(
        state, AlertFilter.ALL.series(), Optional.empty(), AlertSeverity.UNKNOWN);
  }

  @Test
  void everyOpenAlertIsKeptAndOfThePastOnesThoseThatWereOverLast() {
    for (int i = 0; i < 5; i++) {
      resolve("past" + i, open("past" + i, i, i), 100 + i, 100 - i);
    }
    for (int i = 0; i < 5; i++) {
      open("open" + i, 200 + i, 200);
    }
    assertThat(book.open()).isEqualTo(5);
    assertThat(ids(only(AlertFilter.State.PAST))).containsExactly(id("past1", 1), id("past0", 0));
    assertThat(ids(only(AlertFilter.State.OPEN))).hasSize(5);
  }

  @Test
  void theNewestAreFirstAndThoseOfTheSameTimeInTheOrderOfTheirIds() {
    open("b", 1, 10);
    open("a", 2, 10);
    open("c", 3, 11);
    assertThat(ids(AlertFilter.ALL)).containsExactly(id("c", 3), id("a", 2), id("b", 1));
  }

  @Test
  void anEventThatIsReadAgainChangesNothing() {
    AlertEvent event = open("a", 1, 10);
    resolve("a", event, 5, 12);
    book.accept("a", event);
    Alert alert = book.find(id("a", 1)).orElseThrow();
    assertThat(alert.events()).hasSize(2);
    assertThat(alert.isOpen()).isFalse();
    assertThat(book.open()).isZero();
  }

  @Test
  void aPartitionThatIsProcessedAnewHasTheLastWord() {
    AlertEvent event = open("a", 1, 10);
    book.accept("a", escalated(event, 3, at(11)));
    resolve("a", event, 5, 12);
    book.accept("a", AlertEvent.newBuilder(event).setScore(9).build());
    Alert alert = book.find(id("a", 1)).orElseThrow();
    assertThat(alert.events()).hasSize(1);
    assertThat(alert.newest().getScore()).isEqualTo(9);
    assertThat(book.open()).isEqualTo(1);
  }

  @Test
  void anAlertWhoseFirstEventsAreGoneIsKnownByItsLaterOnes() {
    AlertEvent event = opened("a", 1, at(10));
    resolve("a", event, 5, 12);
    Alert alert = book.find(id("a", 1)).orElseThrow();
    assertThat(alert.opened()).isEqualTo(10_000);
    assertThat(alert.resolved()).contains(12_000L);
  }

  @Test
  void whatAlertedWithinTheSameMinutesIsFoundTheNearestFirst() {
    AlertEvent event = open("a", 1, 1_000);
    open("far", 2, 1_601);
    open("near", 3, 990);
    open("edge", 4, 1_600);
    Alert alert = book.find(event.getId()).orElseThrow();
    assertThat(book.beside(alert, 600_000))
        .extracting(Alert::series)
        .containsExactly("near", "edge");
  }

  @Test
  void alertsAreFilteredByNameKindAndLeastSeverity() {
    AlertEvent event = open("shop.north", 1, 10);
    book.accept("shop.north", escalated(event, 3, at(11)));
    open("shop.south", 2, 10);
    open("other", 3, 10);
    assertThat(ids(AlertFilter.ALL.ofSeries("shop.*"))).hasSize(2);
    assertThat(ids(AlertFilter.ALL.ofSeries("shop"))).isEmpty();
    assertThat(
            ids(
                new AlertFilter(
                    AlertFilter.State.ALL,
                    AlertFilter.ALL.series(),
                    Optional.of(AlertKind.SPIKE),
                    AlertSeverity.CRITICAL)))
        .containsExactly(id("shop.north", 1));
  }

  @Test
  void aWordIsReadAsPeopleWriteItAndAnotherIsAnsweredWithThoseThereAre() {
    assertThat(AlertFilter.word("kind", " Level-Shift", AlertKind.values()))
        .isEqualTo(AlertKind.LEVEL_SHIFT);
    assertThatThrownBy(() -> AlertFilter.word("kind", "unknown", AlertKind.values()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("kind", "missing-data", "found unknown")
        .hasMessageNotContaining("one of unknown");
  }
}
