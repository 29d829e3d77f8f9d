package io.tidegate.kernel.alert;

import io.tidegate.kernel.model.Size;
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
  /** Largest size of the encoded state, with either size of series. */
  public static final int MOST_BYTES = 1_536;

  /** Rows that an episode is remembered for. */
  public static final int RECENT = RecentScores.ROWS;

  private static final byte FORMAT = 2;
  private static final int PROTOTYPES = 24;
  private static final int PROTOTYPES_OF_LEAN = 8;
  static final int SHAPE_ROWS = 48;
  private static final int LEARNS_FOR = 32;
  private static final int LONGEST_MEMORY = 3_000;
  private static final double MOST_SCORE = 1e6;
  private static final int BYTES =
      2
          + Double.BYTES
          + 2 * Float.BYTES
          + Short.BYTES
          + SHAPE_ROWS * Short.BYTES
          + RecentScores.BYTES
          + RangeDetector.BYTES
          + SeasonalDetector.BYTES
          + LevelDetector.BYTES
          + ForecastDetector.BYTES;

  private final Size size;
  private double base;
  private float level;
  private float deviation;
  private int rows;
  private final float[] deviations = new float[SHAPE_ROWS];
  private final RecentScores recent = new RecentScores();
  private final RangeDetector range = new RangeDetector();
  private final SeasonalDetector seasonal = new SeasonalDetector();
  private final LevelDetector shortMean = new LevelDetector();
  final ShapeDetector fastShape;
  final ShapeDetector slowShape;
  private final ForecastDetector forecast = new ForecastDetector();

  /** Nothing is known of a series of the standard size. */
  public AlertScore() {
    this(Size.STANDARD);
  }

  /** Nothing is known of a series of {@code size}: a lean one remembers fewer shapes. */
  public AlertScore(Size size) {
    this.size = size;
    int prototypes = size == Size.LEAN ? PROTOTYPES_OF_LEAN : PROTOTYPES;
    this.fastShape = new ShapeDetector(prototypes, 12, 3);
    this.slowShape = new ShapeDetector(prototypes, 4, 12);
  }

  /** This one if it is of {@code wanted} size, else one that knows nothing. */
  AlertScore sized(Size wanted) {
    return wanted == size ? this : new AlertScore(wanted);
  }

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
    if (expected != null && Double.isFinite(expected.point())) {
      parts.offer(Detector.FORECAST, forecast.take(value, expected, spread));
    }
    return verdict(parts, x >= known);
  }

  private static final class Parts {
    private final Map<Detector, Float> scores = new EnumMap<>(Detector.class);
    private Detector detector = Detector.RANGE;
    private double score;

    void offer(Detector by, double found) {
      double other = Math.min(found, MOST_SCORE);
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
    System.arraycopy(deviations, 0, deviations, 1, SHAPE_ROWS - 1);
    deviations[0] = FixedPoint.rounded(scaled);
  }

  private Surprise verdict(Parts parts, boolean above) {
    boolean known = rows > LEARNS_FOR;
    double score = known ? parts.score : 0;
    Map<Detector, Float> scores = known ? Collections.unmodifiableMap(parts.scores) : Map.of();
    return new Surprise(score, parts.detector, above, recent.rises(score), scores);
  }

  /**
   * Little-endian: the format tag 2; 1 if lean, else 0 (int8); base (float64); level, standard
   * deviation (float32), rows (int16); the newest 48 deviations (int16, fixed point) and 30 scores
   * (upper half of a float32); then the detectors in the order of {@link Detector}.
   */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    write(out);
    return out.array();
  }

  int bytes() {
    return BYTES + fastShape.bytes() + slowShape.bytes();
  }

  void write(ByteBuffer out) {
    out.put(FORMAT)
        .put((byte) (size == Size.LEAN ? 1 : 0))
        .putDouble(base)
        .putFloat(level)
        .putFloat(deviation)
        .putShort((short) rows);
    for (float one : deviations) {
      out.putShort(FixedPoint.bits(one));
    }
    recent.write(out);
    range.write(out);
    seasonal.write(out);
    shortMean.write(out);
    fastShape.write(out);
    slowShape.write(out);
    forecast.write(out);
  }

  /**
   * The state of bytes that {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for any others
   */
  public static AlertScore decode(byte[] bytes) {
    try {
      return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("alert score ends after " + bytes.length + " bytes", e);
    }
  }

  /** Reads all that a buffer has. */
  static AlertScore read(ByteBuffer in) {
    byte format = in.get();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "alert score has format " + format + ", this version reads " + FORMAT);
    }
    AlertScore score = new AlertScore(in.get() == 1 ? Size.LEAN : Size.STANDARD);
    score.take(in);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("alert score has " + in.remaining() + " bytes too many");
    }
    return score;
  }

  private void take(ByteBuffer in) {
    base = in.getDouble();
    level = in.getFloat();
    deviation = in.getFloat();
    rows = in.getShort();
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = FixedPoint.of(in.getShort());
    }
    recent.read(in);
    range.read(in);
    seasonal.read(in);
    shortMean.read(in);
    fastShape.read(in);
    slowShape.read(in);
    forecast.read(in);
  }
}
