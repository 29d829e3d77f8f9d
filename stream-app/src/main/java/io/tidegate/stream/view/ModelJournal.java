package io.tidegate.stream.view;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.wire.DecisionLog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest decisions about each model and the newest activations of each partition. Bounded. Not
 * thread-safe.
 */
final class ModelJournal {
  /** Newest decisions of a model that are kept. */
  static final int DECISIONS = 1_000;

  /** Newest activations of a partition that are kept. */
  static final int ACTIVATIONS = 50;

  private final Map<String, Chain> chains = new HashMap<>();
  private final Map<Integer, NavigableMap<Long, Activated>> partitions = new TreeMap<>();

  private record Link(ModelDecisionEvent decision, boolean holds) {}

  /** An activation and when it was written. */
  private record Activated(ActivationEvent event, long time) {}

  private static final class Chain {
    private final DecisionLog log = new DecisionLog();
    private final Deque<Link> links = new ArrayDeque<>();
    private Instant forgotten = Instant.MIN;

    Optional<String> take(ModelDecisionEvent decision) {
      Optional<String> refusal = log.offer(decision);
      links.addLast(new Link(decision, refusal.isEmpty()));
      if (links.size() > DECISIONS) {
        // What is left must begin with one that holds: whoever follows it takes the first as given.
        do {
          forgotten = links.removeFirst().decision().getTime();
        } while (!links.isEmpty() && !links.getFirst().holds());
      }
      return refusal;
    }

    boolean holds(ModelDecisionEvent decision) {
      return !decision.getTime().isAfter(forgotten)
          || links.stream()
              .map(Link::decision)
              .filter(link -> link.getTime().equals(decision.getTime()))
              .anyMatch(decision::equals);
    }
  }

  /**
   * Takes a decision, in the topic's order.
   *
   * @return why it is refused, as one sentence; empty if it is in force
   */
  Optional<String> accept(ModelDecisionEvent decision) {
    return chains.computeIfAbsent(decision.getName(), name -> new Chain()).take(decision);
  }

  /** Whether a decision was taken before: the topic is read again after a failure. */
  boolean holds(ModelDecisionEvent decision) {
    Chain chain = chains.get(decision.getName());
    return chain != null && chain.holds(decision);
  }

  /** Takes an activation, written at {@code time}. */
  void accept(ActivationEvent event, long time) {
    NavigableMap<Long, Activated> known =
        partitions.computeIfAbsent(event.getPartition(), p -> new TreeMap<>());
    // One that is not later means that the partition was processed anew, from there on.
    known.tailMap(event.getOffset(), true).clear();
    known.put(event.getOffset(), new Activated(event, time));
    if (known.size() > ACTIVATIONS) {
      known.pollFirstEntry();
    }
  }

  /** Decisions about a model, oldest first. */
  List<ModelDecisionEvent> decisions(String model) {
    Chain chain = chains.get(model);
    return chain == null ? List.of() : chain.links.stream().map(Link::decision).toList();
  }

  /** Activations, each partition's oldest first. */
  List<ActivationEvent> activations() {
    return partitions.values().stream()
        .flatMap(known -> known.values().stream())
        .map(Activated::event)
        .toList();
  }

  /** Changes of the version, newest first, with what the errors became. */
  List<Swap> swaps(SwapErrors errors) {
    List<Swap> swaps = new ArrayList<>();
    partitions.forEach((partition, known) -> addSwaps(partition, known, errors, swaps));
    swaps.sort(Comparator.comparingLong(Swap::time).reversed().thenComparing(Swap::partition));
    return swaps;
  }

  private static void addSwaps(
      int partition, NavigableMap<Long, Activated> known, SwapErrors errors, List<Swap> into) {
    // From the newest to the oldest, so that the next swap's offset is at hand.
    long next = Long.MAX_VALUE;
    for (Activated one : known.descendingMap().values()) {
      ActivationEvent event = one.event();
      Long previous = event.getPreviousVersion();
      if (previous != null && previous == event.getModelVersion()) {
        continue; // Another challenger beside the same version.
      }
      long from = event.getOffset();
      long to = next;
      into.add(
          new Swap(
              partition,
              event.getModelName(),
              event.getModelVersion(),
              Optional.ofNullable(previous),
              from,
              one.time(),
              previous == null
                  ? Optional.empty()
                  : errors.ratio(
                      partition,
                      event.getModelVersion(),
                      offset -> offset >= from && offset < to)));
      next = from;
    }
  }
}
