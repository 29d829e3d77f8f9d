package io.tidegate.kernel.series;

/**
 * An observation beyond the bridge limit, kept until the next one confirms the jump.
 *
 * @param offset in the input partition
 * @param time event time, milliseconds since 1970-01-01T00:00Z
 * @param value in the series' unit
 */
public record ParkedObservation(long offset, long time, double value) {
  static final int BYTES = 3 * Long.BYTES;
}
