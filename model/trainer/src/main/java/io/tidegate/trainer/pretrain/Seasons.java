package io.tidegate.trainer.pretrain;

import java.util.SplittableRandom;

/** Periodic parts: the day, the week, and periods that no calendar knows. */
final class Seasons {
  private static final double DAY = 86_400_000;

  private final SplittableRandom random;
  private final long stepMillis;
  private final long start;
  private final int rows;

  Seasons(SplittableRandom random, long stepMillis, long start, int rows) {
    this.random = random;
    this.stepMillis = stepMillis;
    this.start = start;
    this.rows = rows;
  }

  /** Adds the day's shape where the series is long enough to show it, quieter at week's end. */
  void addDay(double[] values, double amplitude) {
    double rowsPerDay = DAY / stepMillis;
    if (rowsPerDay < 4 || rowsPerDay > rows) {
      return;
    }
    double weekend = random.nextInt(3) == 0 ? random.nextDouble(0.2, 0.9) : 1;
    Shape shape = new Shape(random, 4);
    double[] strength = wandering();
    for (int t = 0; t < rows; t++) {
      double days = (start + t * (double) stepMillis) / DAY;
      boolean free = Math.floorMod((long) Math.floor(days) + 3, 7) >= 5;
      values[t] += amplitude * strength[t] * shape.at(days) * (free ? weekend : 1);
    }
  }

  /** Adds the week's shape to hourly and slower series. */
  void addWeek(double[] values, double amplitude) {
    Shape shape = new Shape(random, 3);
    if (stepMillis < 3_600_000 || rows * (double) stepMillis < 14 * DAY) {
      return;
    }
    for (int t = 0; t < rows; t++) {
      values[t] += amplitude * shape.at((start + t * (double) stepMillis) / (7 * DAY));
    }
  }

  /** Adds a period of 4 to 300 rows, by the logarithm, that may drift in phase. */
  void addOther(double[] values, double amplitude) {
    double period = Math.exp(random.nextDouble(Math.log(4), Math.log(300)));
    double drift = random.nextBoolean() ? 0 : 0.02;
    Shape shape = new Shape(random, random.nextInt(1, 6));
    double phase = random.nextDouble();
    for (int t = 0; t < rows; t++) {
      phase += (1 + drift * random.nextGaussian()) / period;
      values[t] += amplitude * shape.at(phase);
    }
  }

  /** A factor near one that changes slowly. */
  private double[] wandering() {
    double[] factor = new double[rows];
    double log = 0;
    double pace = random.nextBoolean() ? 0 : 0.01;
    for (int t = 0; t < rows; t++) {
      log = 0.999 * log + pace * random.nextGaussian();
      factor[t] = Math.exp(log);
    }
    return factor;
  }

  /** Some harmonics with falling amplitudes, deviation about 1. */
  private static final class Shape {
    private final double[] amplitude;
    private final double[] phase;

    Shape(SplittableRandom random, int harmonics) {
      amplitude = new double[harmonics];
      phase = new double[harmonics];
      double squares = 0;
      for (int k = 0; k < harmonics; k++) {
        amplitude[k] = random.nextGaussian() / (k + 1);
        phase[k] = random.nextDouble();
        squares += amplitude[k] * amplitude[k] / 2;
      }
      for (int k = 0; k < harmonics; k++) {
        amplitude[k] /= Math.sqrt(Math.max(squares, 1e-6));
      }
    }

    double at(double turns) {
      double sum = 0;
      double within = turns - Math.floor(turns);
      for (int k = 0; k < amplitude.length; k++) {
        sum += amplitude[k] * StrictMath.sin(2 * Math.PI * ((k + 1) * within + phase[k]));
      }
      return sum;
    }
  }
}
