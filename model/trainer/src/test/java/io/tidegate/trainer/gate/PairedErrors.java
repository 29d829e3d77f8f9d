package io.tidegate.trainer.gate;

import java.util.SplittableRandom;

/**
 * Reports of two versions that forecast the same series, one series after the other. Most of an
 * error both have in common; which of the two is ahead wanders around nobody.
 */
final class PairedErrors {
  private static final int[] STEPS = {1, 8, 24, 48};

  /** How single errors are distributed. */
  enum Kind {
    NORMAL,
    /** Three degrees of freedom: no fourth moment. */
    STUDENT,
    /** One in fifty is thirty times as large. */
    OUTLIERS;

    double draw(SplittableRandom random) {
      double normal = random.nextGaussian();
      return switch (this) {
        case NORMAL -> normal;
        case STUDENT -> {
          double squares = 0;
          for (int i = 0; i < 3; i++) {
            double other = random.nextGaussian();
            squares += other * other;
          }
          yield normal / Math.sqrt(squares / 3);
        }
        case OUTLIERS -> random.nextInt(50) == 0 ? 30 * normal : normal;
      };
    }
  }

  private final Kind kind;
  private final int series;
  private final SplittableRandom random;
  private final double persistence;
  private double lead;
  private double weather;
  private int next;

  /**
   * So many series.
   *
   * @param persistence correlation of who is ahead, and of how hard the times are, from one report
   *     to the next; the same for all series
   */
  PairedErrors(Kind kind, int series, double persistence, long seed) {
    this.kind = kind;
    this.series = series;
    this.persistence = persistence;
    this.random = new SplittableRandom(seed);
  }

  /** One report of a series. */
  record Pair(String series, Errors champion, Errors challenger) {}

  /**
   * The next report, the challenger's own errors {@code factor} times what they are by equality.
   */
  Pair next(double factor) {
    int one = next++ % series;
    if (one == 0) {
      lead = wander(lead);
      weather = wander(weather);
    }
    double[] champion = new double[STEPS.length];
    double[] challenger = new double[STEPS.length];
    int[] scored = new int[STEPS.length];
    for (int step = 0; step < STEPS.length; step++) {
      scored[step] = step == 0 ? 24 : 6;
      for (int i = 0; i < scored[step]; i++) {
        double scale = Math.pow(10, one % 9 - 3) * Math.exp(weather);
        double shared = .9 * kind.draw(random);
        champion[step] += scale * Math.exp(.05 * lead) * Math.abs(shared + .44 * kind.draw(random));
        challenger[step] +=
            factor * scale * Math.exp(-.05 * lead) * Math.abs(shared + .44 * kind.draw(random));
      }
    }
    return new Pair(
        "series-" + one,
        new Errors(STEPS, scored, champion),
        new Errors(STEPS, scored, challenger));
  }

  private double wander(double position) {
    return persistence * position
        + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
  }
}
