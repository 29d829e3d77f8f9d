package io.tidegate.kernel.series;

import java.nio.ByteBuffer;

/**
 * Tells the shared weights what kind of series this is: how far rows at lag 1, one season and half
 * a season differ, against the variance: {@code log sqrt(E[(x[t] - x[t-lag])^2] / E[(x - mu)^2])},
 * clipped to [-4, 2]. Low at lag 1: smooth; low at a season: seasonal; .35 everywhere: white noise.
 * Differences are taken in units of the scale and winsorised at 8, so that one faulty stretch
 * cannot own the means.
 */
public final class Fingerprint {
  /** Number of features. */
  public static final int SIZE = 3;

  static final int BYTES = (SIZE + 1) * Float.BYTES;

  private static final double MOST = 8;
  private static final double LEAST_LOG = -4;
  private static final double MOST_LOG = 2;

  private final float[] squares = new float[SIZE];
  private float variance;

  void update(Ring ring, Scaler scaler, Season season) {
    double scale = scaler.scale();
    double rate = season.fingerprintRate();
    double x = ring.value(0);
    variance = moved(variance, (x - scaler.level()) / scale, rate, scaler.rows());
    for (int i = 0; i < SIZE; i++) {
      int lag = lag(i, season);
      if (lag < ring.size() && !ring.bridged(lag)) {
        int rows = Math.max(1, scaler.rows() - lag);
        squares[i] = moved(squares[i], (x - ring.value(lag)) / scale, rate, rows);
      }
    }
  }

  private static float moved(float mean, double value, double rate, int rows) {
    double clipped = Math.max(-MOST, Math.min(MOST, value));
    return (float) (mean + Math.max(rate, 1.0 / rows) * (clipped * clipped - mean));
  }

  private static int lag(int feature, Season season) {
    return switch (feature) {
      case 0 -> 1;
      case 1 -> season.cappedRows();
      default -> season.cappedRows() / 2;
    };
  }

  /** Feature {@code i}; 0 while nothing is known. */
  public float feature(int i) {
    if (!(squares[i] > 0) || !(variance > 0)) {
      return 0;
    }
    double log = 0.5 * StrictMath.log(squares[i] / (double) variance);
    return (float) Math.max(LEAST_LOG, Math.min(MOST_LOG, log));
  }

  void write(ByteBuffer out) {
    out.putFloat(variance);
    for (float square : squares) {
      out.putFloat(square);
    }
  }

  static Fingerprint read(ByteBuffer in) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.variance = in.getFloat();
    for (int i = 0; i < SIZE; i++) {
      fingerprint.squares[i] = in.getFloat();
    }
    return fingerprint;
  }
}
