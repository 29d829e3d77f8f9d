package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * A few running figures of an incident: distances of its values from what was usual before it, in
 * usual distances.
 */
final class Figures {
  /** A distance that ordinary values hardly reach. */
  static final double FAR = 3;

  static final int BYTES = 2 * Short.BYTES + 1 + 2 * Float.BYTES + DayFit.BYTES;

  private static final double STEADY_DISTANCE = 3.3;
  private static final double SMOOTHING = 1.0 / 8;
  private static final int MOST_STEADY = 100;
  private static final double MOST_DISTANCE = 1e9;

  private int above;
  private int below;
  private int steady;
  private float late;
  private float along;
  private final DayFit day = new DayFit();

  /** Follows where values lie. */
  void follow(double distance) {
    above += distance > FAR ? 1 : 0;
    below += distance < -FAR ? 1 : 0;
    steady = Math.abs(distance - late) < STEADY_DISTANCE ? Math.min(steady + 1, MOST_STEADY) : 0;
    late += (float) (SMOOTHING * (distance - late));
  }

  /** Takes a record of the incident; {@code before} is where the values before it lay. */
  void take(double distance, double before, UsualDay.Moment moment) {
    double off = within(distance);
    along += (float) (off * within(before));
    day.take(off, moment);
  }

  /** Some series have no spread to speak of: squares must stay finite. */
  private static double within(double distance) {
    return Math.max(-MOST_DISTANCE, Math.min(MOST_DISTANCE, distance));
  }

  /** Records that were taken. */
  int records() {
    return day.records();
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

  /**
   * Whether values lie where those before them lay: about 0 of one value far off, and of values
   * that scatter; 1 of values that stay away.
   */
  double persistence() {
    return day.squares() > 0 ? along / day.squares() : 0;
  }

  /** Whether the distances follow the shape of the day. */
  boolean followsDay() {
    return day.follows();
  }

  void write(ByteBuffer out) {
    out.putShort((short) above).putShort((short) below);
    out.put((byte) steady);
    out.putFloat(along).putFloat(late);
    day.write(out);
  }

  void read(ByteBuffer in) {
    readSides(in);
    along = in.getFloat();
    late = in.getFloat();
    day.read(in);
  }

  /** Of bytes of format 1, which hold other figures before and behind what is kept. */
  void readFirst(ByteBuffer in) {
    in.getShort();
    readSides(in);
    in.position(in.position() + 3 * Float.BYTES);
    late = in.getFloat();
    in.position(in.position() + 3 * Float.BYTES);
  }

  private void readSides(ByteBuffer in) {
    above = in.getShort();
    below = in.getShort();
    steady = in.get();
  }
}
