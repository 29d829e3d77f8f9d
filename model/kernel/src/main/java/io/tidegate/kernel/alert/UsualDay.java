package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What is usual at each hour of the day, where the series has drifted to from there, and how far
 * values usually lie from both. Learns nothing while an incident is on: the incident is measured by
 * what was usual before it.
 */
final class UsualDay {
  static final int HOURS = 24;
  static final int BYTES =
      Double.BYTES + HOURS * (Float.BYTES + Short.BYTES) + 2 * Float.BYTES + Short.BYTES;

  private static final double HOUR = 3_600_000;
  private static final int DAYS_REMEMBERED = 20;
  private static final double DRIFTING = 1.0 / 24;
  private static final int SPREAD_MEMORY = 300;
  private static final double MOST_SPREADS = 3;
  private static final double LEAST_SPREAD = 1e-9;

  private double base;
  private final float[] usual = new float[HOURS];
  private final int[] counts = new int[HOURS];
  private float drift;
  private float spread;
  private int rows;

  static int hour(long time, ZoneId zone) {
    return Instant.ofEpochMilli(time).atZone(zone).getHour();
  }

  /** How far the value lies from what is usual, in usual distances; 0 while nothing is known. */
  double distance(int hour, double value) {
    if (rows == 0 || spread == 0) {
      return 0;
    }
    return (value - base - known(hour) - drift) / spread;
  }

  /**
   * What the shape of the day is at an hour.
   *
   * @param shaped whether what is usual differs between the hours by more than values usually lie
   *     apart
   * @param height of what is usual over its mean, in usual distances
   * @param slope of it, in usual distances an hour
   */
  record Moment(boolean shaped, double height, double slope) {}

  Moment at(int hour) {
    double sum = 0;
    double squares = 0;
    int hours = 0;
    for (int i = 0; i < HOURS; i++) {
      boolean seen = counts[i] > 0;
      sum += seen ? usual[i] : 0;
      squares += seen ? (double) usual[i] * usual[i] : 0;
      hours += seen ? 1 : 0;
    }
    double mean = sum / Math.max(1, hours);
    boolean shaped = squares / Math.max(1, hours) - mean * mean > (double) spread * spread;
    double unit = Math.max(spread, Float.MIN_NORMAL);
    double slope = known((hour + 1) % HOURS) - known((hour + HOURS - 1) % HOURS);
    return new Moment(shaped, (known(hour) - mean) / unit, slope / 2 / unit);
  }

  /** Of an hour never seen: the newest before it that was. */
  private double known(int hour) {
    int at = hour;
    for (int i = 1; i < HOURS && counts[at] == 0; i++) {
      at = (hour + HOURS - i) % HOURS;
    }
    return usual[at];
  }

  void learn(int hour, long stepMillis, double value) {
    if (rows == 0) {
      base = value;
    }
    double x = value - base;
    double off = x - known(hour) - drift;
    if (counts[hour] == 0) {
      usual[hour] = (float) (x - drift);
    }
    int memory = (int) (DAYS_REMEMBERED * Math.max(1, Math.min(60, HOUR / stepMillis)));
    counts[hour] = Math.min(counts[hour] + 1, memory);
    rows = Math.min(rows + 1, SPREAD_MEMORY);
    usual[hour] += (float) ((x - drift - usual[hour]) / counts[hour]);
    double apart = x - usual[hour];
    drift += (float) (DRIFTING * (apart - drift));
    learnSpread(off, Math.abs(x));
  }

  private void learnSpread(double off, double size) {
    double most = MOST_SPREADS * spread;
    double clipped = rows < SPREAD_MEMORY / 10 ? off : Math.max(-most, Math.min(most, off));
    double variance = spread * spread + (clipped * clipped - spread * spread) / rows;
    spread = (float) Math.max(Math.sqrt(variance), LEAST_SPREAD * size);
  }

  /** The series stays at so many usual distances from what was usual. */
  void shift(double distances) {
    drift += (float) (distances * spread);
  }

  void write(ByteBuffer out) {
    out.putDouble(base);
    for (int i = 0; i < HOURS; i++) {
      out.putFloat(usual[i]).putShort((short) counts[i]);
    }
    out.putFloat(drift).putFloat(spread).putShort((short) rows);
  }

  void read(ByteBuffer in) {
    base = in.getDouble();
    for (int i = 0; i < HOURS; i++) {
      usual[i] = in.getFloat();
      counts[i] = in.getShort();
    }
    drift = in.getFloat();
    spread = in.getFloat();
    rows = in.getShort();
  }
}
