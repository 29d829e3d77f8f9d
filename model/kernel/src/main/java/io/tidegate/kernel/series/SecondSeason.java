package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * What a coarse place in a longer season adds to the usual value: the mean residual of the profile
 * there, drawn towards 0 while few rows have been seen.
 *
 * <pre>
 *   r  = x - P                   d += (r - d) / w       faded mean over a season: a change of level
 *   W += max(a, 1/n) (clip(r - d, +-2s) - W)            is not taken for one of these places
 *   adds W n / (n + 2 rows of a bin)
 * </pre>
 */
final class SecondSeason {
  private static final double RATE = 0.03;
  private static final double PRIOR_VISITS = 2;
  private static final double MOST_DEVIATION = 2;
  private static final int MOST_COUNT = 0xffff;

  private final float[] values;
  private final short[] counts;
  private float drift;

  SecondSeason(int bins) {
    values = new float[bins];
    counts = new short[bins];
  }

  void update(int bin, double residual, double scale, Season season) {
    int count = Math.min((counts[bin] & MOST_COUNT) + 1, MOST_COUNT);
    counts[bin] = (short) count;
    double rate = Math.max(RATE / season.rowsPerBin(), 1.0 / count);
    drift += (float) ((residual - drift) / (season.rowsPerBin() * values.length));
    double limit = MOST_DEVIATION * scale;
    double limited = Math.max(-limit, Math.min(limit, residual - drift));
    values[bin] += (float) (rate * (limited - values[bin]));
  }

  float value(int bin, Season season) {
    double count = counts[bin] & MOST_COUNT;
    return (float) (values[bin] * count / (count + PRIOR_VISITS * season.rowsPerBin()));
  }

  int bytes() {
    return 1 + Float.BYTES + values.length * (Float.BYTES + Short.BYTES);
  }

  void write(ByteBuffer out) {
    out.put((byte) values.length).putFloat(drift);
    for (int i = 0; i < values.length; i++) {
      out.putFloat(values[i]).putShort(counts[i]);
    }
  }

  static SecondSeason read(ByteBuffer in) {
    SecondSeason second = new SecondSeason(in.get());
    second.drift = in.getFloat();
    for (int i = 0; i < second.values.length; i++) {
      second.values[i] = in.getFloat();
      second.counts[i] = in.getShort();
    }
    return second;
  }
}
