package io.tidegate.stream.view;

import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ModelDecisionEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newest events of the models, at most {@link #LIMIT}: decisions as they are, activations of
 * one version gathered over the partitions. The two topics are not ordered against each other, so
 * order is by time. Not thread-safe.
 */
final class EventFeed {
  static final int LIMIT = 200;

  private final Map<String, FeedEntry> entries = new LinkedHashMap<>();
  private final Map<Integer, PartitionUse> inUse = new TreeMap<>();
  private long sequence;

  /**
   * @param refusal why it is not in force; empty if it is
   */
  void accept(ModelDecisionEvent event, Optional<String> refusal) {
    FeedEntry.Kind kind =
        switch (event.getDecision()) {
          case PROMOTED -> FeedEntry.Kind.PROMOTED;
          case REJECTED -> FeedEntry.Kind.REJECTED;
          case FAILED -> FeedEntry.Kind.FAILED;
          case CHALLENGING -> FeedEntry.Kind.CHALLENGING;
          case KEPT -> FeedEntry.Kind.KEPT;
          case ROLLED_BACK -> FeedEntry.Kind.ROLLED_BACK;
          case PINNED -> FeedEntry.Kind.PINNED;
          case UNPINNED -> FeedEntry.Kind.UNPINNED;
          case UNKNOWN -> FeedEntry.Kind.DECIDED;
        };
    long time = event.getTime().toEpochMilli();
    put(
        new FeedEntry(
            ++sequence,
            "decision/" + event.getName() + "/" + event.getVersion() + "/" + time,
            kind,
            time,
            event.getName(),
            event.getVersion(),
            event.getReason(),
            Optional.ofNullable(event.getLossBefore()),
            Optional.ofNullable(event.getLossAfter()),
            event.getBy(),
            refusal,
            Set.of()));
  }

  /**
   * @param time when the event was written, in milliseconds; it carries none itself
   */
  void accept(ActivationEvent event, long time) {
    PartitionUse use =
        new PartitionUse(
            event.getPartition(), event.getModelName(), event.getModelVersion(), event.getOffset());
    PartitionUse known = inUse.get(use.partition());
    Long previous = event.getPreviousVersion();
    if (known != null && previous != null && previous == event.getModelVersion()) {
      return; // Another challenger beside the same version.
    }
    if (known == null || known.sinceOffset() <= use.sinceOffset()) {
      inUse.put(use.partition(), use);
    }
    // A version may take over more than once: after a rollback.
    String id =
        "in-use/"
            + event.getModelName()
            + "/"
            + event.getModelVersion()
            + (event.getDecided() == null ? "" : "/" + event.getDecided().toEpochMilli());
    FeedEntry before = entries.remove(id);
    Set<Integer> partitions = new TreeSet<>(before == null ? Set.of() : before.partitions());
    partitions.add(event.getPartition());
    put(
        new FeedEntry(
            ++sequence,
            id,
            FeedEntry.Kind.IN_USE,
            before == null ? time : Math.min(before.time(), time),
            event.getModelName(),
            event.getModelVersion(),
            "",
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            partitions));
  }

  private void put(FeedEntry entry) {
    entries.put(entry.id(), entry);
    if (entries.size() > LIMIT) {
      entries.values().stream()
          .min(Comparator.comparingLong(FeedEntry::time))
          .ifPresent(oldest -> entries.remove(oldest.id()));
    }
  }

  /** Newest first; only what was new or changed after {@code sequence}. */
  List<FeedEntry> after(long sequence) {
    return entries.values().stream()
        .filter(entry -> entry.sequence() > sequence)
        .sorted(Comparator.comparingLong(FeedEntry::time).reversed())
        .toList();
  }

  List<PartitionUse> inUse() {
    return new ArrayList<>(inUse.values());
  }
}
