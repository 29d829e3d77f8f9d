package io.tidegate.stream.view;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.wire.Float32Vector;
import io.tidegate.wire.Int32Vector;

/** The counts of one accuracy event, decoded. Immutable. */
final class CoverageReport {
  private final int partition;
  private final long offset;
  private final int[] steps;
  private final float[] promised;
  private final int[] forecasts;

  /** [steps][intervals], row-major. */
  private final int[] hits;

  /**
   * Decodes the vectors of {@code event}.
   *
   * @throws IllegalArgumentException if their sizes are not what the fields beside them say
   */
  CoverageReport(AccuracyEvent event) {
    partition = event.getSourcePartition();
    offset = event.getSourceOffset();
    steps = Int32Vector.decode(event.getSteps());
    promised = Float32Vector.decode(event.getPromised());
    forecasts = Int32Vector.decode(event.getForecasts());
    hits = Int32Vector.decode(event.getHits());
    if (steps.length != event.getStepCount()
        || promised.length != event.getIntervalCount()
        || forecasts.length != steps.length
        || hits.length != steps.length * promised.length) {
      throw new IllegalArgumentException(
          "an accuracy report of "
              + event.getStepCount()
              + " steps and "
              + event.getIntervalCount()
              + " intervals holds "
              + steps.length
              + " steps, "
              + promised.length
              + " promises, "
              + forecasts.length
              + " counts and "
              + hits.length
              + " hits");
    }
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  int[] steps() {
    return steps;
  }

  float[] promised() {
    return promised;
  }

  int forecasts(int at) {
    return forecasts[at];
  }

  int hits(int at, int interval) {
    return hits[at * promised.length + interval];
  }
}
