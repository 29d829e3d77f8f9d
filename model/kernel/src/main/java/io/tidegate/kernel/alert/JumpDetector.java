package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * Whether one value alone is far from what was forecast for it: its distance, in halves of the
 * interval, by a bound that a series' own life reaches as rarely as is accepted. The bound is the
 * quantile that stochastic approximation finds for any distribution: it rises by a tenth with each
 * distance that reaches it, and falls by so little a row that both are in balance at {@value
 * #SHARE} of the accepted rate; the rest is left to the other detectors.
 */
final class JumpDetector {
  static final int BYTES = Double.BYTES + Short.BYTES + 2;

  private static final double SHARE = 0.4;
  private static final double STEP = 0.1;
  private static final double LEAST = 2;
  private static final double MOST = 1e6;
  private static final int LEARNS_FROM = 250;
  private static final int LEARNS_TO = 750;

  private double bound = LEAST;
  private int rows;
  private boolean news;
  private int sinceReached = AlertScore.RECENT;
  private int sinceRaised = AlertScore.RECENT;

  /**
   * What the next value is worth: 1 at the bound; 0 while too little is known.
   *
   * @param acceptedPerRow false alarms that are accepted in a row
   */
  double take(double value, Expected expected, double acceptedPerRow) {
    double distance = value - expected.point();
    double half =
        distance > 0 ? expected.high() - expected.point() : expected.point() - expected.low();
    double halves = half > 0 ? Math.min(MOST, Math.abs(distance) / half) : 0;
    double score = halves / bound;
    sinceReached = Math.min(sinceReached + 1, AlertScore.RECENT);
    sinceRaised = Math.min(sinceRaised + 1, AlertScore.RECENT);
    if (rows < LEARNS_TO) {
      bound = rows < LEARNS_FROM ? bound : Math.max(bound, halves);
      rows++;
      news = false;
      return 0;
    }
    bound = Math.max(LEAST, bound * (1 - STEP * SHARE * Math.min(1, acceptedPerRow)));
    news = score >= 1 && sinceReached == AlertScore.RECENT;
    sinceReached = score >= 1 ? 0 : sinceReached;
    if (score >= 1 && sinceRaised == AlertScore.RECENT) {
      bound *= 1 + STEP;
      sinceRaised = 0;
    }
    return score;
  }

  /** Whether the value just taken is the first for long that reached the bound. */
  boolean news() {
    return news;
  }

  void write(ByteBuffer out) {
    out.putDouble(bound).putShort((short) rows).put((byte) sinceReached).put((byte) sinceRaised);
  }

  void read(ByteBuffer in) {
    bound = in.getDouble();
    rows = in.getShort();
    sinceReached = in.get();
    sinceRaised = in.get();
  }
}
