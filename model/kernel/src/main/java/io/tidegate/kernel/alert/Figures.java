package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * A few running figures of an incident: distances of its values from what was usual before it, in
 * usual distances.
 */
final class Figures {
  /** A distance that ordinary values hardly reach. */
  static final double FAR = 3;

  static final int BYTES = 3 * Short.BYTES + 1 + 7 * Float.BYTES;

  private static final double STEADY_DISTANCE = 3.3;
  private static final double SMOOTHING = 1.0 / 8;
  private static final int MOST_RECORDS = 10_000;
  private static final int MOST_STEADY = 100;

  private int records;
  private int above;
  private int below;
  private int steady;
  private float sum;
  private float squares;
  private float differences;
  private float late;
  private float latest;
  private float largestLate;
  private float largest;

  void take(double distance) {
    records = Math.min(records + 1, MOST_RECORDS);
    above += distance > FAR ? 1 : 0;
    below += distance < -FAR ? 1 : 0;
    sum += (float) distance;
    squares += (float) (distance * distance);
    differences += records == 1 ? 0 : (float) ((distance - latest) * (distance - latest));
    steady = Math.abs(distance - late) < STEADY_DISTANCE ? Math.min(steady + 1, MOST_STEADY) : 0;
    late += (float) (SMOOTHING * (distance - late));
    latest = (float) distance;
    largestLate = Math.max(largestLate, Math.abs(late));
    largest = Math.max(largest, Math.abs(latest));
  }

  int records() {
    return records;
  }

  /** Values that lie far above. */
  int above() {
    return above;
  }

  /** Values that lie far below. */
  int below() {
    return below;
  }

  /** Records in a row, the newest last, that lie around one level. */
  int steady() {
    return steady;
  }

  /** Where the newest values lie. */
  double late() {
    return late;
  }

  /** Where the newest value lies. */
  double latest() {
    return latest;
  }

  /** Whether values stayed away for long, by what the farthest of them is. */
  double persistence() {
    return largest > 0 ? largestLate / largest : 0;
  }

  /**
   * Variance of the distances by that of their differences (von Neumann's ratio, upside down): 1 of
   * one level under noise, more of a slow change.
   */
  double variation() {
    double mean = sum / records;
    double variance = squares / records - mean * mean;
    double noise = differences / Math.max(1, records - 1) / 2;
    return noise > 0 ? variance / noise : 1;
  }

  void write(ByteBuffer out) {
    out.putShort((short) records).putShort((short) above).putShort((short) below);
    out.put((byte) steady).putFloat(sum).putFloat(squares);
    out.putFloat(differences).putFloat(late).putFloat(latest);
    out.putFloat(largestLate).putFloat(largest);
  }

  void read(ByteBuffer in) {
    records = in.getShort();
    above = in.getShort();
    below = in.getShort();
    steady = in.get();
    sum = in.getFloat();
    squares = in.getFloat();
    differences = in.getFloat();
    late = in.getFloat();
    latest = in.getFloat();
    largestLate = in.getFloat();
    largest = in.getFloat();
  }
}
