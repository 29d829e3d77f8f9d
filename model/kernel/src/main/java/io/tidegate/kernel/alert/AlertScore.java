package io.tidegate.kernel.alert;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How surprising each value of one series is, by the series' own history. Six detectors each
 * compare a statistic with its own slowly fading record; the score is the largest. Everything is in
 * units of the series, so one threshold serves all; there is no look ahead and nothing to fit.
 *
 * <p>O(1) work a row and at most {@value #MOST_BYTES} bytes. Deterministic: after {@link #encode}
 * and {@link #decode} the same scores follow, to the bit. Mutable; owned by one thread at a time.
 */
public final class AlertScore {
  /** Largest size of the encoded state. */
  public static final int MOST_BYTES = 4_096;

  /** Rows that an episode is remembered for. */
  public static final int RECENT = 60;

  private static final byte FORMAT = 1;
  private static final int SHAPE_ROWS = 48;
  private static final int LEARNS_FOR = 32;
  private static final int LONGEST_MEMORY = 1_000;
  private static final double MOST_DEVIATIONS = 4;
  private static final int BYTES =
      1
          + Double.BYTES
          + 2 * Float.BYTES
          + Short.BYTES
          + (SHAPE_ROWS + RECENT) * Float.BYTES
          + RangeDetector.BYTES
          + SeasonalDetector.BYTES
          + LevelDetector.BYTES
          + ForecastDetector.BYTES;

  private double base;
  private float level;
  private float deviation;
  private int rows;
  private final float[] deviations = new float[SHAPE_ROWS];
  private final float[] recent = new float[RECENT];
  private final RangeDetector range = new RangeDetector();
  private final SeasonalDetector seasonal = new SeasonalDetector();
  private final LevelDetector shortMean = new LevelDetector();
  private final ShapeDetector fastShape = new ShapeDetector(12, 3);
  private final ShapeDetector slowShape = new ShapeDetector(4, 12);
  private final ForecastDetector forecast = new ForecastDetector();

  /** Nothing is known. */
  public AlertScore() {}

  /**
   * Scores the next value, then learns from it.
   *
   * @param timeMillis its event time
   * @param zone of the hours and weekdays
   * @param value finite, in the series' unit
   * @param expected what was forecast for it, null where nothing was
   */
  public Surprise take(long timeMillis, ZoneId zone, double value, Expected expected) {
    if (rows == 0) {
      base = value;
    }
    double x = value - base;
    double known = level;
    double spread = deviation;
    Parts parts = new Parts();
    parts.offer(Detector.RANGE, range.take(x));
    parts.offer(Detector.SEASONAL, seasonal.take(timeMillis, zone, x, spread));
    parts.offer(Detector.LEVEL, shortMean.take(x, known, spread));
    learn(x);
    int shaped = Math.min(rows, SHAPE_ROWS);
    parts.offer(Detector.FAST_SHAPE, fastShape.take(deviations, shaped));
    parts.offer(Detector.SLOW_SHAPE, slowShape.take(deviations, shaped));
    if (expected != null) {
      parts.offer(Detector.FORECAST, forecast.take(value, expected));
    }
    return verdict(parts, x >= known);
  }

  private static final class Parts {
    private final Map<Detector, Float> scores = new EnumMap<>(Detector.class);
    private Detector detector = Detector.RANGE;
    private double score;

    void offer(Detector by, double other) {
      if (other > 0) {
        scores.put(by, (float) other);
      }
      if (other > score) {
        score = other;
        detector = by;
      }
    }
  }

  private void learn(double x) {
    rows = Math.min(rows + 1, LONGEST_MEMORY);
    double weight = 1.0 / rows;
    double off = x - level;
    level += (float) (weight * off);
    double variance = (1 - weight) * ((double) deviation * deviation + weight * off * off);
    deviation = (float) Math.sqrt(variance);
    double scaled = deviation > 0 ? (x - level) / deviation : 0;
    push(deviations, Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, scaled)));
  }

  private Surprise verdict(Parts parts, boolean above) {
    boolean known = rows > LEARNS_FOR;
    double score = known ? parts.score : 0;
    double peak = 0;
    for (float one : recent) {
      peak = Math.max(peak, one);
    }
    push(recent, score);
    Map<Detector, Float> scores = known ? Collections.unmodifiableMap(parts.scores) : Map.of();
    return new Surprise(score, parts.detector, above, score > peak, scores);
  }

  /** The newest comes first. */
  private static void push(float[] values, double newest) {
    System.arraycopy(values, 0, values, 1, values.length - 1);
    values[0] = (float) newest;
  }

  /**
   * Little-endian: the format tag 1; base (float64); level, standard deviation (float32), rows
   * (int16); the newest 48 deviations and 60 scores (float32); then the detectors in the order of
   * {@link Detector}.
   */
  public byte[] encode() {
    ByteBuffer out =
        ByteBuffer.allocate(BYTES + fastShape.bytes() + slowShape.bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(FORMAT).putDouble(base).putFloat(level).putFloat(deviation).putShort((short) rows);
    for (float one : deviations) {
      out.putFloat(one);
    }
    for (float score : recent) {
      out.putFloat(score);
    }
    range.write(out);
    seasonal.write(out);
    shortMean.write(out);
    fastShape.write(out);
    slowShape.write(out);
    forecast.write(out);
    return out.array();
  }

  /**
   * The state of bytes that {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for any others
   */
  public static AlertScore decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "alert score has format " + format + ", this version reads " + FORMAT);
      }
      AlertScore score = new AlertScore();
      score.read(in);
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("alert score has " + in.remaining() + " bytes too many");
      }
      return score;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("alert score ends after " + bytes.length + " bytes", e);
    }
  }

  private void read(ByteBuffer in) {
    base = in.getDouble();
    level = in.getFloat();
    deviation = in.getFloat();
    rows = in.getShort();
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = in.getFloat();
    }
    for (int i = 0; i < recent.length; i++) {
      recent[i] = in.getFloat();
    }
    range.read(in);
    seasonal.read(in);
    shortMean.read(in);
    fastShape.read(in);
    slowShape.read(in);
    forecast.read(in);
  }
}
