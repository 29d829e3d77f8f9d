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

  private final float[] values;
  private final Counts counts;
  private float drift;

  SecondSeason(Season season) {
    values = new float[season.secondBins()];
    counts = new Counts(values.length, season.rowsPerBin() / RATE);
  }

  void update(int bin, double residual, double scale, Season season) {
    double rate = Math.max(RATE / season.rowsPerBin(), 1.0 / counts.increment(bin));
    drift += (float) ((residual - drift) / (season.rowsPerBin() * values.length));
    double limit = MOST_DEVIATION * scale;
    double limited = Math.max(-limit, Math.min(limit, residual - drift));
    values[bin] += (float) (rate * (limited - values[bin]));
  }

  float value(int bin, Season season) {
    double count = counts.of(bin);
    return (float) (values[bin] * count / (count + PRIOR_VISITS * season.rowsPerBin()));
  }

  int bytes() {
    return values.length == 0 ? 0 : Float.BYTES * (1 + values.length) + counts.bytes();
  }

  void write(ByteBuffer out) {
    if (values.length > 0) {
      out.putFloat(drift);
      for (float value : values) {
        out.putFloat(value);
      }
      counts.write(out);
    }
  }

  static SecondSeason read(ByteBuffer in, Season season) {
    SecondSeason second = new SecondSeason(season);
    if (second.values.length > 0) {
      second.drift = in.getFloat();
      for (int i = 0; i < second.values.length; i++) {
        second.values[i] = in.getFloat();
      }
      second.counts.read(in);
    }
    return second;
  }
}
