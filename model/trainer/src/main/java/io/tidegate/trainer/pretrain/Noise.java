package io.tidegate.trainer.pretrain;

import java.util.SplittableRandom;

/** Kinds of noise, each of deviation about 1; {@link #WALK} grows without bound. */
enum Noise {
  /** Independent and Gaussian. */
  WHITE {
    @Override
    double[] draw(int rows, SplittableRandom random) {
      return gaussian(rows, random);
    }
  },

  /** Independent with heavy tails: one value in twenty is five times as wide. */
  HEAVY {
    @Override
    double[] draw(int rows, SplittableRandom random) {
      double[] noise = gaussian(rows, random);
      for (int t = 0; t < rows; t++) {
        noise[t] *= random.nextInt(20) == 0 ? 3.5 : 0.65;
      }
      return noise;
    }
  },

  /** Autoregressive of order 1, from barely to strongly persistent. */
  PERSISTENT {
    @Override
    double[] draw(int rows, SplittableRandom random) {
      double keep = 1 - Math.exp(-random.nextDouble(0.3, 4.5));
      double[] noise = gaussian(rows, random);
      for (int t = 1; t < rows; t++) {
        noise[t] = keep * noise[t - 1] + Math.sqrt(1 - keep * keep) * noise[t];
      }
      return noise;
    }
  },

  /** Autoregressive of order 2 with a period of its own. */
  OSCILLATING {
    @Override
    double[] draw(int rows, SplittableRandom random) {
      double damping = random.nextDouble(0.8, 0.99);
      double first = 2 * damping * StrictMath.cos(2 * Math.PI / random.nextDouble(4, 60));
      double[] noise = gaussian(rows, random);
      for (int t = 2; t < rows; t++) {
        noise[t] += first * noise[t - 1] - damping * damping * noise[t - 2];
      }
      return normalised(noise);
    }
  },

  /** Calm and wild stretches follow each other. */
  CLUSTERED {
    @Override
    double[] draw(int rows, SplittableRandom random) {
      double[] noise = gaussian(rows, random);
      double variance = 1;
      for (int t = 1; t < rows; t++) {
        variance = 0.05 + 0.85 * variance + 0.1 * noise[t - 1] * noise[t - 1];
        noise[t] *= Math.sqrt(variance);
      }
      return noise;
    }
  },

  /** Sum of independent steps. */
  WALK {
    @Override
    double[] draw(int rows, SplittableRandom random) {
      double[] noise = gaussian(rows, random);
      double pace = Math.exp(random.nextDouble(-3.5, -0.5));
      for (int t = 1; t < rows; t++) {
        noise[t] = noise[t - 1] + pace * noise[t];
      }
      return noise;
    }
  };

  abstract double[] draw(int rows, SplittableRandom random);

  static double[] gaussian(int rows, SplittableRandom random) {
    double[] noise = new double[rows];
    for (int t = 0; t < rows; t++) {
      noise[t] = random.nextGaussian();
    }
    return noise;
  }

  private static double[] normalised(double[] noise) {
    double squares = 0;
    for (double value : noise) {
      squares += value * value;
    }
    double factor = 1 / Math.sqrt(Math.max(squares / noise.length, 1e-12));
    for (int t = 0; t < noise.length; t++) {
      noise[t] *= factor;
    }
    return noise;
  }
}
