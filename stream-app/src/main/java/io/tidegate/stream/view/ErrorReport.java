package io.tidegate.stream.view;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The errors of one accuracy event, decoded. Immutable. */
final class ErrorReport {
  private final int partition;
  private final long offset;
  private final long version;
  private final boolean pure;
  private final GroupSums sums;
  private final Optional<Pair> pair;

  /** Errors of champion and challenger over the same origins and actuals. */
  record Pair(long challenger, long decided, GroupSums champion, GroupSums ofChallenger) {}

  /**
   * Decodes the vectors of {@code event}.
   *
   * @throws IllegalArgumentException if their sizes are not what the fields beside them say
   */
  ErrorReport(AccuracyEvent event) {
    partition = event.getSourcePartition();
    offset = event.getSourceOffset();
    version = event.getModelVersion();
    pure = event.getOfEarlierVersions() == 0;
    Steps own = new Steps(event.getSteps(), event.getForecasts(), event.getAbsoluteErrors());
    sums = own.sums();
    ChallengerAccuracy other = event.getChallenger();
    pair =
        other == null || !pure || other.getOfEarlierVersions() != 0
            ? Optional.empty()
            : Optional.of(pair(own, other));
  }

  private static Pair pair(Steps own, ChallengerAccuracy other) {
    Steps beside = new Steps(other.getSteps(), other.getForecasts(), other.getAbsoluteErrors());
    return new Pair(
        other.getModelVersion(),
        other.getDecided().toEpochMilli(),
        own.sumsWhereAlike(beside),
        beside.sumsWhereAlike(own));
  }

  private static final class Steps {
    private final int[] steps;
    private final int[] forecasts;
    private final double[] absolute;

    Steps(ByteBuffer steps, ByteBuffer forecasts, ByteBuffer absolute) {
      this.steps = Int32Vector.decode(steps);
      this.forecasts = Int32Vector.decode(forecasts);
      this.absolute = Float64Vector.decode(absolute);
      if (this.forecasts.length != this.steps.length || this.absolute.length != this.steps.length) {
        throw new IllegalArgumentException(
            "an accuracy report of "
                + this.steps.length
                + " steps holds "
                + this.forecasts.length
                + " counts and "
                + this.absolute.length
                + " sums");
      }
    }

    GroupSums sums() {
      GroupSums sums = new GroupSums();
      for (int at = 0; at < steps.length; at++) {
        sums.add(steps[at], forecasts[at], absolute[at]);
      }
      return sums;
    }

    /** Only over the steps at which {@code other} scored as many. */
    GroupSums sumsWhereAlike(Steps other) {
      GroupSums sums = new GroupSums();
      for (int at = 0; at < steps.length; at++) {
        if (other.forecastsAt(steps[at]) == forecasts[at]) {
          sums.add(steps[at], forecasts[at], absolute[at]);
        }
      }
      return sums;
    }

    private int forecastsAt(int step) {
      for (int at = 0; at < steps.length; at++) {
        if (steps[at] == step) {
          return forecasts[at];
        }
      }
      return -1;
    }
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  long version() {
    return version;
  }

  /** Whether it is of {@link #version} alone. */
  boolean pure() {
    return pure;
  }

  GroupSums sums() {
    return sums;
  }

  Optional<Pair> pair() {
    return pair;
  }
}
