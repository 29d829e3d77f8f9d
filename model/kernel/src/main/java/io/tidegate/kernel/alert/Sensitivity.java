package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * How many times the false alarms that a series may give were halved because somebody called an
 * alert false: at most {@value #MOST}, half of which is forgotten in {@value #HALF_LIFE_DAYS} days
 * of event time.
 */
final class Sensitivity {
  static final int BYTES = Float.BYTES + 2 * Long.BYTES;
  static final int HALF_LIFE_DAYS = 28;

  private static final int MOST = 4;
  private static final double HALF_LIFE = HALF_LIFE_DAYS * 86_400_000.0;

  private float halvings;
  private long since;
  private long lastFalse = -1;

  /** Share of the accepted false alarms that is left; 1/16 at the least. */
  double share(long now) {
    return halvings == 0 ? 1 : StrictMath.pow(2, -left(now));
  }

  private double left(long now) {
    return halvings * StrictMath.pow(2, -Math.max(0, now - since) / HALF_LIFE);
  }

  /** The alert that was opened at {@code offset} was false; says so once. */
  void wasFalse(long offset, long now) {
    if (offset != lastFalse) {
      halvings = (float) Math.min(MOST, left(now) + 1);
      since = now;
      lastFalse = offset;
    }
  }

  void write(ByteBuffer out) {
    out.putFloat(halvings).putLong(since).putLong(lastFalse);
  }

  void read(ByteBuffer in) {
    halvings = in.getFloat();
    since = in.getLong();
    lastFalse = in.getLong();
  }
}
