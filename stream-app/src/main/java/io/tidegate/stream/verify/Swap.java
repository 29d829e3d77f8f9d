package io.tidegate.stream.verify;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.models.Activations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One version taking over from another, in every partition that followed the decision.
 *
 * @param decided time of the decision
 * @param from version before
 * @param to version after
 */
record Swap(Instant decided, long from, long to) implements Comparable<Swap> {
  /** All of them, by time. */
  static SortedSet<Swap> of(Activations activations) {
    SortedSet<Swap> found = new TreeSet<>();
    activations.partitions().stream()
        .flatMap(partition -> activations.of(partition).events().stream())
        .filter(Swap::isOne)
        .forEach(event -> found.add(of(event)));
    return found;
  }

  /**
   * The part of a partition from this swap to the next one; none if it did not make it.
   *
   * @param whole all of the partition
   */
  Optional<Span> span(Span whole, Activations.Timeline used) {
    List<ActivationEvent> swaps = used.events().stream().filter(Swap::isOne).toList();
    for (int i = 0; i < swaps.size(); i++) {
      if (of(swaps.get(i)).equals(this)) {
        long next = i + 1 < swaps.size() ? swaps.get(i + 1).getOffset() : whole.to();
        return Optional.of(
            new Span(
                whole.partition(),
                whole.start(),
                swaps.get(i).getOffset(),
                Math.min(next, whole.to())));
      }
    }
    return Optional.empty();
  }

  /** A challenger may come or go while the champion stays: that is no swap. */
  private static boolean isOne(ActivationEvent event) {
    return event.getPreviousVersion() != null
        && event.getDecided() != null
        && event.getPreviousVersion() != event.getModelVersion();
  }

  private static Swap of(ActivationEvent event) {
    return new Swap(event.getDecided(), event.getPreviousVersion(), event.getModelVersion());
  }

  @Override
  public int compareTo(Swap other) {
    int byTime = decided.compareTo(other.decided);
    int byFrom = byTime == 0 ? Long.compare(from, other.from) : byTime;
    return byFrom == 0 ? Long.compare(to, other.to) : byFrom;
  }
}
