package io.tidegate.trainer.pretrain;

import java.util.SplittableRandom;

/** What a measured quantity can look like: how a smooth signal of deviation about 1 becomes it. */
enum Form {
  /** As it is. */
  PLAIN {
    @Override
    void apply(double[] values, SplittableRandom random) {}
  },

  /** Positive and skewed. */
  EXPONENTIAL {
    @Override
    void apply(double[] values, SplittableRandom random) {
      double strength = random.nextDouble(0.3, 0.9);
      for (int t = 0; t < values.length; t++) {
        values[t] = Math.exp(Math.min(strength * values[t], 20));
      }
    }
  },

  /** A utilisation between 0 and 100, often near an end. */
  BOUNDED {
    @Override
    void apply(double[] values, SplittableRandom random) {
      double centre = random.nextGaussian(0, 1.5);
      for (int t = 0; t < values.length; t++) {
        values[t] = 100 / (1 + Math.exp(-(centre + values[t])));
      }
    }
  },

  /** Whole numbers, some of them few. */
  COUNTED {
    @Override
    void apply(double[] values, SplittableRandom random) {
      double mean = Math.exp(random.nextDouble(0, 4));
      for (int t = 0; t < values.length; t++) {
        double expected = mean * Math.exp(Math.min(0.4 * values[t], 10));
        values[t] = Math.max(0, Math.rint(expected + Math.sqrt(expected) * random.nextGaussian()));
      }
    }
  },

  /** Mostly zero. */
  INTERMITTENT {
    @Override
    void apply(double[] values, SplittableRandom random) {
      double chance = random.nextDouble(0.05, 0.5);
      for (int t = 0; t < values.length; t++) {
        boolean demand = random.nextDouble() < chance;
        values[t] = demand ? Math.exp(Math.min(0.5 * values[t], 10)) : 0;
      }
    }
  },

  /** Changes only now and then. */
  HELD {
    @Override
    void apply(double[] values, SplittableRandom random) {
      double change = random.nextDouble(0.02, 0.5);
      for (int t = 1; t < values.length; t++) {
        values[t] = random.nextDouble() < change ? values[t] : values[t - 1];
      }
    }
  },

  /** Fills up and is emptied, as memory is by a garbage collector. */
  SAWTOOTH {
    @Override
    void apply(double[] values, SplittableRandom random) {
      double slope = Math.exp(random.nextDouble(-4.5, -1.5));
      double full = random.nextDouble(2, 5);
      double wobble = random.nextDouble(0.05, 0.5);
      double fill = 0;
      for (int t = 0; t < values.length; t++) {
        fill += slope * Math.max(0.1, 1 + 0.3 * values[t]);
        fill = fill > full ? random.nextDouble(0, 0.5) : fill;
        values[t] = fill + wobble * 0.3 * random.nextGaussian();
      }
    }
  },

  /** Jumps between two or three levels and stays there for a while. */
  SWITCHING {
    @Override
    void apply(double[] values, SplittableRandom random) {
      int levels = random.nextInt(2, 4);
      double leave = Math.exp(random.nextDouble(-5, -1.5));
      int level = 0;
      for (int t = 0; t < values.length; t++) {
        level = random.nextDouble() < leave ? random.nextInt(levels) : level;
        values[t] = 2 * level + 0.3 * values[t];
      }
    }
  };

  abstract void apply(double[] values, SplittableRandom random);
}
