package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * What a coarse place in a longer season adds to the usual value: the mean residual of the profile
 * there, drawn towards 0 as far as chance explains it.
 *
 * <pre>
 *   r  = x - P                   d += (r - d) / w       faded mean over a season: a change of level
 *   e  = clip(r - d, +-2s)                              is not taken for one of these places
 *   W += max(a, 1/n) (e - W)     v += .. (e^2 - v)      v at the pace of a season
 *   adds W max(0, 1 - 2 / F)   F = mean of W^2 over all places / (v / visits)
 * </pre>
 *
 * F compares what the places explain with what they would by chance, rows of one visit counted as
 * one: an analysis of variance. Shrinking by it is the idea of James and Stein, "Estimation with
 * quadratic loss", Berkeley Symposium 1961.
 */
final class SecondSeason {
  private static final double RATE = 0.03;
  private static final double CHANCE = 2;
  private static final double MOST_DEVIATION = 2;

  private final float[] values;
  private final Counts counts;
  private float drift;
  private float variance;

  private final double rowsPerBin;

  /** Part of the values that is believed; follows from the others. NaN while not worked out. */
  private double trust;

  SecondSeason(Season season) {
    values = new float[season.secondBins()];
    rowsPerBin = season.rowsPerBin();
    counts = new Counts(values.length, season.rowsPerBin() / RATE);
  }

  void update(int bin, double residual, double scale) {
    double rowsOfSeason = rowsPerBin * values.length;
    drift += (float) ((residual - drift) / rowsOfSeason);
    double limit = MOST_DEVIATION * scale;
    double limited = Math.max(-limit, Math.min(limit, residual - drift));
    double count = counts.increment(bin);
    double rate = Math.max(RATE / rowsPerBin, 1 / count);
    values[bin] += (float) (rate * (limited - values[bin]));
    double pace = Math.max(RATE / rowsOfSeason, 1 / (count * values.length));
    variance += (float) (pace * (limited * limited - variance));
    trust = Double.NaN;
  }

  private double believed() {
    double explained = 0;
    double visits = 0;
    for (int bin = 0; bin < values.length; bin++) {
      explained = Math.fma(values[bin], values[bin], explained);
      visits += counts.of(bin) / rowsPerBin;
    }
    double most = 2 / RATE;
    double byChance = variance / Math.max(1, Math.min(most, visits / values.length));
    double ratio = explained / values.length / byChance;
    return ratio > CHANCE ? 1 - CHANCE / ratio : 0;
  }

  /**
   * What is added at a place, linear between the middles of the bins.
   *
   * @param place in bins, from 0 to below their number
   */
  float value(double place) {
    if (Double.isNaN(trust)) {
      trust = believed();
    }
    int before = (int) (place + 0.5) - 1;
    double share = place - 0.5 - before;
    float from = values[before < 0 ? values.length - 1 : before];
    float to = values[before + 1 == values.length ? 0 : before + 1];
    return (float) (trust * (from + share * (to - from)));
  }

  int bins() {
    return values.length;
  }

  boolean wideCounts() {
    return counts.wide();
  }

  int bytes() {
    return values.length == 0 ? 0 : Float.BYTES * (2 + values.length) + counts.bytes();
  }

  void write(ByteBuffer out) {
    if (values.length > 0) {
      out.putFloat(drift).putFloat(variance);
      Floats.write(out, values);
      counts.write(out);
    }
  }

  static SecondSeason read(ByteBuffer in, Season season) {
    SecondSeason second = new SecondSeason(season);
    if (second.values.length > 0) {
      second.drift = in.getFloat();
      second.variance = in.getFloat();
      Floats.read(in, second.values);
      second.counts.read(in);
      second.trust = Double.NaN;
    }
    return second;
  }
}
