package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * How far a value is from what is usual at this hour, of a working day or of a weekend (48 bins),
 * by one record of distances above and one of those below.
 */
final class SeasonalDetector {
  private static final int HOURS = 24;
  static final int BINS = 2 * HOURS;
  private static final int LONGEST_MEMORY = 20;
  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  static final int BYTES = BINS * (Float.BYTES + 1) + 2 * FadingRecord.BYTES;

  private final float[] usual = new float[BINS];
  private final int[] rows = new int[BINS];
  private final FadingRecord above = new FadingRecord();
  private final FadingRecord below = new FadingRecord();

  double take(long timeMillis, ZoneId zone, double value, double deviation) {
    ZonedDateTime time = Instant.ofEpochMilli(timeMillis).atZone(zone);
    int bin = time.getHour() + (WEEKEND.contains(time.getDayOfWeek()) ? HOURS : 0);
    double score = 0;
    if (rows[bin] > 0) {
      double distance = value - usual[bin];
      score =
          Math.max(
              above.take(Math.max(0, distance), deviation),
              below.take(Math.max(0, -distance), deviation));
    }
    rows[bin] = Math.min(rows[bin] + 1, LONGEST_MEMORY);
    usual[bin] += (float) ((value - usual[bin]) / rows[bin]);
    return score;
  }

  void write(ByteBuffer out) {
    for (int bin = 0; bin < BINS; bin++) {
      out.putFloat(usual[bin]).put((byte) rows[bin]);
    }
    above.write(out);
    below.write(out);
  }

  void read(ByteBuffer in) {
    for (int bin = 0; bin < BINS; bin++) {
      usual[bin] = in.getFloat();
      rows[bin] = in.get();
    }
    above.read(in);
    below.read(in);
  }
}
