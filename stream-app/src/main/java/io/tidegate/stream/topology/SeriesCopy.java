package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.Features;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one instance's copy of the stores holds of one series. Immutable.
 *
 * @param role what the copy is
 * @param lag records of the stores' changelog that it has not taken yet, marks of commits included;
 *     empty where it cannot be told. An active copy has none
 * @param now the series; empty if the copy knows no such series
 */
public record SeriesCopy(Role role, OptionalLong lag, Optional<Now> now) {
  /** What a copy of a partition's stores is. */
  public enum Role {
    /** The one that observations move. */
    ACTIVE,

    /** Follows the active one, on another instance. */
    STANDBY,

    /** Is to become the active one, and takes what it lacks from the changelog. */
    RESTORING
  }

  /**
   * The series as the copy has it.
   *
   * @param time event time of the newest observation, milliseconds; null before the first
   * @param value the newest observation; null before the first
   * @param stepMillis sampling interval; 0 while it is unknown
   * @param warm whether the season is known well
   * @param modelVersion under which it was moved last
   * @param bytes of forecaster and alerts as they are stored
   */
  public record Now(
      Long time, Double value, long stepMillis, boolean warm, long modelVersion, int bytes) {}

  /** Whether nothing that was processed is missing. */
  public boolean fresh() {
    return role == Role.ACTIVE;
  }

  /** What is stored of a series; null for nothing. */
  static Optional<Now> decode(byte[] stored) {
    if (stored == null) {
      return Optional.empty();
    }
    SeriesState state = StateCodec.decode(StoredSeries.decode(stored).forecast());
    return Optional.of(
        new Now(
            state.started() ? (Long) state.time() : null,
            state.started() ? (Double) Features.value(state) : null,
            state.stepMillis(),
            !state.cold(),
            state.modelVersion(),
            stored.length));
  }
}
