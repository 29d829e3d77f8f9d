package io.tidegate.stream.instances;

import io.tidegate.stream.topology.SeriesCopy;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A series as one of the instances has it, as JSON; what an instance answers to another, too.
 *
 * @param series its name
 * @param partition of the observations topic
 * @param instance whose copy it is; null where the instance has no name
 * @param role ACTIVE, STANDBY or RESTORING
 * @param stale whether something that was processed may be missing
 * @param lag records of the changelog that are missing; null where it cannot be told
 * @param known whether the copy has the series; the rest is null if not
 * @param time event time of the newest observation
 * @param value the newest observation
 * @param stepMillis sampling interval; 0 while it is unknown
 * @param warm whether the season is known well
 * @param modelVersion under which it was moved last
 * @param bytes of its state
 */
public record SeriesDocument(
    String series,
    int partition,
    String instance,
    SeriesCopy.Role role,
    boolean stale,
    Long lag,
    boolean known,
    Long time,
    Double value,
    Long stepMillis,
    Boolean warm,
    Long modelVersion,
    Integer bytes) {

  static SeriesDocument of(String series, int partition, String instance, SeriesCopy copy) {
    Optional<SeriesCopy.Now> now = copy.now();
    return new SeriesDocument(
        series,
        partition,
        instance,
        copy.role(),
        !copy.fresh(),
        boxed(copy.lag()),
        now.isPresent(),
        now.map(SeriesCopy.Now::time).orElse(null),
        now.map(SeriesCopy.Now::value).filter(Double::isFinite).orElse(null),
        now.map(SeriesCopy.Now::stepMillis).orElse(null),
        now.map(SeriesCopy.Now::warm).orElse(null),
        now.map(SeriesCopy.Now::modelVersion).orElse(null),
        now.map(SeriesCopy.Now::bytes).orElse(null));
  }

  private static Long boxed(OptionalLong number) {
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }

  /**
   * Whether it can be believed. That a partition has no such series only a copy knows that misses
   * nothing: one that is still being filled may not have come to it.
   */
  boolean isTold() {
    return known || !stale;
  }

  /** Whether this tells more than {@code other}: of two that are stale the one that lags less. */
  boolean betterThan(SeriesDocument other) {
    if (stale != other.stale) {
      return !stale;
    }
    return missing() < other.missing();
  }

  private long missing() {
    return lag == null ? Long.MAX_VALUE : lag;
  }
}
