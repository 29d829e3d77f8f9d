package io.tidegate.trainer.alerts;

import java.util.Locale;
import java.util.SplittableRandom;

/** Kinds of simulated series in which nothing ever goes wrong. */
public enum NormalKind {
  /** Gaussian, autoregressive of order 1 with a coefficient of 0, .5 or .9. */
  GAUSSIAN {
    @Override
    double[] draw(int rows, int rowsPerDay, SplittableRandom random) {
      double[] coefficients = {0, 0.5, 0.9};
      return persistent(rows, coefficients[random.nextInt(coefficients.length)], random);
    }
  },

  /** Independent, Student's t with 3 degrees of freedom: a variance, but no third moment. */
  HEAVY_TAILED {
    @Override
    double[] draw(int rows, int rowsPerDay, SplittableRandom random) {
      double[] values = new double[rows];
      for (int t = 0; t < rows; t++) {
        double squares = 0;
        for (int i = 0; i < DEGREES; i++) {
          double each = random.nextGaussian();
          squares += each * each;
        }
        values[t] = random.nextGaussian() / Math.sqrt(squares / DEGREES);
      }
      return values;
    }
  },

  /** A wave of a day and its double, lower at weekends, under persistent Gaussian noise. */
  SEASONAL {
    @Override
    double[] draw(int rows, int rowsPerDay, SplittableRandom random) {
      double wave = random.nextDouble(1, 4);
      double second = random.nextDouble();
      double phase = random.nextDouble(ROUND);
      double weekend = random.nextDouble(0.5, 1);
      double[] values = persistent(rows, random.nextDouble(0.9), random);
      for (int t = 0; t < rows; t++) {
        double at = ROUND * t / rowsPerDay + phase;
        double day = wave * StrictMath.sin(at) + second * StrictMath.sin(2 * at);
        values[t] = LEVEL + (weekend(t, rowsPerDay) ? weekend : 1) * day + NOISE * values[t];
      }
      return values;
    }
  },

  /** Poisson of a mean from 1 to 55 that goes with the day, half of them more scattered. */
  COUNTS {
    @Override
    double[] draw(int rows, int rowsPerDay, SplittableRandom random) {
      double mean = StrictMath.exp(random.nextDouble(4));
      double wave = random.nextDouble(0.8);
      double phase = random.nextDouble(ROUND);
      double scatter = random.nextBoolean() ? random.nextDouble(0.5) : 0;
      double[] values = new double[rows];
      for (int t = 0; t < rows; t++) {
        double day = 1 + wave * StrictMath.sin(ROUND * t / rowsPerDay + phase);
        double rate = mean * day * StrictMath.exp(scatter * random.nextGaussian());
        values[t] = poisson(rate, random);
      }
      return values;
    }
  },

  /** The sum of independent Gaussian steps. */
  RANDOM_WALK {
    @Override
    double[] draw(int rows, int rowsPerDay, SplittableRandom random) {
      double[] values = new double[rows];
      for (int t = 1; t < rows; t++) {
        values[t] = values[t - 1] + random.nextGaussian();
      }
      return values;
    }
  };

  private static final int DEGREES = 3;
  private static final double ROUND = 2 * Math.PI;
  private static final double LEVEL = 10;
  private static final double NOISE = 0.5;
  private static final int WORKING_DAYS = 5;
  private static final int WEEK_DAYS = 7;
  private static final double MOST_COUNTED = 30;

  /** The word of command lines and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The values of a series that begins at midnight of a Monday. */
  abstract double[] draw(int rows, int rowsPerDay, SplittableRandom random);

  private static boolean weekend(int row, int rowsPerDay) {
    return row / rowsPerDay % WEEK_DAYS >= WORKING_DAYS;
  }

  private static double[] persistent(int rows, double keeps, SplittableRandom random) {
    double fresh = Math.sqrt(1 - keeps * keeps);
    double[] values = new double[rows];
    double before = random.nextGaussian();
    for (int t = 0; t < rows; t++) {
      before = keeps * before + fresh * random.nextGaussian();
      values[t] = before;
    }
    return values;
  }

  /** Products of uniforms (Knuth); of a large rate the rounded Gaussian. */
  private static double poisson(double rate, SplittableRandom random) {
    if (rate > MOST_COUNTED) {
      return Math.max(0, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian()));
    }
    double least = StrictMath.exp(-rate);
    int count = 0;
    for (double product = random.nextDouble(); product > least; count++) {
      product *= random.nextDouble();
    }
    return count;
  }
}
