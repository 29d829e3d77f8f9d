package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.wire.GlobRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which alerts are asked for. Immutable.
 *
 * @param state open, past or both
 * @param series says of a series' name whether its alerts pass
 * @param kind this one alone; empty for every kind
 * @param least severity that passes, with those above it
 */
public record AlertFilter(
    State state, GlobRules<Boolean> series, Optional<AlertKind> kind, AlertSeverity least) {

  /** Whether an alert is over. */
  public enum State {
    /** Not over. */
    OPEN,
    /** Over. */
    PAST,
    /** Both. */
    ALL
  }

  /** Every alert. */
  public static final AlertFilter ALL =
      new AlertFilter(State.ALL, anySeries("*"), Optional.empty(), AlertSeverity.UNKNOWN);

  /** The same for the series that {@code glob} matches. */
  public AlertFilter ofSeries(String glob) {
    return new AlertFilter(state, anySeries(glob), kind, least);
  }

  private static GlobRules<Boolean> anySeries(String glob) {
    return GlobRules.anyOf(List.of(glob));
  }

  /** Whether {@code alert} is asked for. */
  public boolean passes(Alert alert) {
    return (state == State.ALL || alert.isOpen() == (state == State.OPEN))
        && kind.filter(wanted -> wanted != alert.newest().getKind()).isEmpty()
        && alert.newest().getSeverity().compareTo(least) >= 0
        && series.valueOf(alert.series());
  }

  /**
   * Reads a word of an enum as people write it: any case, with hyphens. UNKNOWN, which stands for
   * what an older reader does not know, is not one.
   *
   * @param name of what is read, for the error
   * @throws IllegalArgumentException with a sentence that lists the words
   */
  public static <E extends Enum<E>> E word(String name, String text, E[] words) {
    String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    List<E> known = Arrays.stream(words).filter(word -> !word.name().equals("UNKNOWN")).toList();
    return known.stream()
        .filter(one -> one.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + ": expected one of "
                        + String.join(", ", known.stream().map(AlertFilter::inWords).toList())
                        + ", found "
                        + text));
  }

  /** A word of an enum as people write it. */
  public static String inWords(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
