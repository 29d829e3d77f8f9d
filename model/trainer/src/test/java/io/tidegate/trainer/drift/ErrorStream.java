package io.tidegate.trainer.drift;

import java.util.SplittableRandom;

/**
 * Reports as the stream application makes them: sums of the sizes of single errors, a quarter of
 * the records scored, at several steps that have most of an error in common.
 */
public final class ErrorStream {
  private static final int[] STEPS = {1, 2, 4, 8, 14, 24, 31, 41, 48};

  /** How single errors are distributed, up to their scale. */
  public enum Kind {
    NORMAL,
    LAPLACE,
    /** Three degrees of freedom: no fourth moment. */
    STUDENT,
    /** Few large ones carry the mean. */
    LOG_NORMAL,
    /** One in fifty is thirty times as large. */
    OUTLIERS;

    double draw(SplittableRandom random) {
      double normal = random.nextGaussian();
      return switch (this) {
        case NORMAL -> normal;
        case LAPLACE -> -Math.log(1 - random.nextDouble()) * Math.signum(normal);
        case STUDENT -> {
          double squares = 0;
          for (int i = 0; i < 3; i++) {
            double other = random.nextGaussian();
            squares += other * other;
          }
          yield normal / Math.sqrt(squares / 3);
        }
        case LOG_NORMAL -> Math.exp(1.2 * random.nextGaussian()) * Math.signum(normal);
        case OUTLIERS -> random.nextInt(50) == 0 ? 30 * normal : normal;
      };
    }
  }

  private final Kind kind;
  private final int series;
  private final int records;
  private final SplittableRandom random;
  private final double together;
  private final double persistence;
  private final double[] mood;
  private double weather;
  private int next;

  /** Independent errors of {@code series} series, {@code records} records to a report. */
  public ErrorStream(Kind kind, int series, int records, long seed) {
    this(kind, series, records, seed, 0, 0);
  }

  /**
   * The scale of the errors wanders, stationary.
   *
   * @param together standard deviation of the logarithm of what all series share
   * @param persistence correlation of that, and of the same of each series alone, from one report
   *     to the next
   */
  ErrorStream(Kind kind, int series, int records, long seed, double together, double persistence) {
    this.kind = kind;
    this.series = series;
    this.records = records;
    this.random = new SplittableRandom(seed);
    this.together = together;
    this.persistence = persistence;
    this.mood = new double[series];
  }

  int[] steps() {
    return STEPS;
  }

  /** The next report, one series after the other, its errors {@code factor} times the usual. */
  public ErrorReport next(double factor) {
    int one = next++ % series;
    if (one == 0) {
      weather = wander(weather);
    }
    mood[one] = wander(mood[one]);
    double scale = factor * Math.pow(10, one % 9 - 3) * Math.exp(together * (weather + mood[one]));
    double[] errors = new double[STEPS.length];
    int scored = records / 4;
    for (int i = 0; i < scored; i++) {
      double shared = kind.draw(random);
      for (int step = 0; step < STEPS.length; step++) {
        double error = .8 * shared + .6 * kind.draw(random);
        errors[step] += Math.abs(error) * scale * Math.sqrt(1 + step) / scored;
      }
    }
    return new ErrorReport("series-" + one, 1, records, STEPS, errors);
  }

  private double wander(double position) {
    return persistence * position
        + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
  }
}
