package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * Keeps what is left of an incident from beginning another one. A score must be larger by a fourth
 * than those that the incident ended with, which fade, unless the series goes on at them. At a new
 * level the extremes of the old one mean nothing: for a fourth of the records between accepted
 * false alarms, but at most {@value #SETTLING}, a value has to be far from what is usual there,
 * too.
 */
final class HoldOff {
  static final int BYTES = Float.BYTES + Short.BYTES;
  static final int SETTLING = 500;

  private static final int AFTER_GAP = 30;
  private static final double FADING = 0.99;
  private static final double GOES_ON = 0.8;
  private static final double LARGER = 1.25;
  private static final double FAR = 5;

  private float held;
  private int settling;

  /** An incident has ended at so large a score. */
  void begin(float score) {
    held = score;
  }

  /** It has ended as the new normal. */
  void settle(double rowsBetweenAlarms) {
    settling = (int) Math.max(settling, Math.min(SETTLING, rowsBetweenAlarms / 4));
  }

  /** Values were missing: what was forecast after them means little for a while. */
  void gap() {
    settling = Math.max(settling, AFTER_GAP);
  }

  /** Whether this begins nothing. */
  boolean holds(Signal signal) {
    return signal.score() < LARGER * held || (settling > 0 && Math.abs(signal.distance()) < FAR);
  }

  void take(double score) {
    held = (float) (score >= GOES_ON * held && score < held ? held : FADING * held);
    settling = Math.max(0, settling - 1);
  }

  void write(ByteBuffer out) {
    out.putFloat(held).putShort((short) settling);
  }

  void read(ByteBuffer in) {
    held = in.getFloat();
    settling = in.getShort();
  }
}
