package io.tidegate.trainer.pretrain;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.fit.SeriesData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A wide family of synthetic series, all from one seed: trends, the day, the week and periods that
 * no calendar knows, level shifts, spikes, noise of several kinds and what it looks like when it is
 * measured, at steps from one second to a day, some with gaps, some short.
 */
final class SyntheticFamily {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  /** Hourly and quarter-hourly series are the most usual ones, hence several times. */
  private static final long[] STEPS = {
    SECOND,
    SECOND,
    SECOND,
    SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    MINUTE,
    5 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    30 * MINUTE,
    HOUR,
    HOUR,
    HOUR,
    HOUR,
    HOUR,
    HOUR,
    24 * HOUR
  };

  private static final Form[] FORMS = {
    Form.PLAIN, Form.PLAIN, Form.PLAIN, Form.PLAIN, Form.PLAIN, Form.EXPONENTIAL,
    Form.EXPONENTIAL, Form.BOUNDED, Form.BOUNDED, Form.COUNTED, Form.INTERMITTENT, Form.HELD,
    Form.SAWTOOTH, Form.SWITCHING
  };

  /** 2024-01-01T00:00Z. */
  private static final long EPOCH = 1_704_067_200_000L;

  private final long seed;
  private final Size size;

  /** Series whose states are kept in {@code size}; their values do not depend on it. */
  SyntheticFamily(long seed, Size size) {
    this.seed = seed;
    this.size = size;
  }

  /** Series 0 .. count - 1; the n-th depends on the seed and n only. */
  List<SeriesData> series(int count) {
    List<SeriesData> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(one(i, new SplittableRandom(seed * 1_000_003 + i)));
    }
    return all;
  }

  private SeriesData one(int number, SplittableRandom random) {
    long step = STEPS[random.nextInt(STEPS.length)];
    int rows = random.nextInt(8) == 0 ? random.nextInt(30, 300) : random.nextInt(900, 2400);
    long start = EPOCH + random.nextLong(0, 365) * 24 * HOUR + random.nextLong(0, 24 * HOUR);
    start -= Math.floorMod(start, step);
    double[] values = signal(random, step, start, rows);
    FORMS[random.nextInt(FORMS.length)].apply(values, random);
    double unit = Math.exp(random.nextDouble(-5, 12));
    double offset = random.nextInt(3) == 0 ? 0 : random.nextGaussian(0, 10);
    double missing = random.nextInt(8) == 0 ? random.nextDouble(0, 0.1) : 0;
    List<Observation> observations = new ArrayList<>();
    for (int t = 0; t < rows; t++) {
      if (random.nextDouble() >= missing) {
        observations.add(new Observation(t, start + t * step, unit * (values[t] + offset)));
      }
    }
    SeriesSettings settings = new SeriesSettings(step, SeriesSettings.AUTO, false, size);
    return new SeriesData("synthetic-" + number, settings, observations);
  }

  private static double[] signal(SplittableRandom random, long step, long start, int rows) {
    Noise[] kinds = Noise.values();
    double[] values = kinds[random.nextInt(kinds.length)].draw(rows, random);
    if (random.nextBoolean()) {
      add(values, kinds[random.nextInt(kinds.length)].draw(rows, random), random.nextDouble(0, 1));
    }
    Seasons seasons = new Seasons(random, step, start, rows);
    if (random.nextInt(4) != 0) {
      seasons.addDay(values, strength(random));
    }
    if (random.nextInt(3) == 0) {
      seasons.addWeek(values, 0.5 * strength(random));
    }
    if (random.nextInt(3) == 0) {
      seasons.addOther(values, strength(random));
    }
    addTrend(values, random);
    addShifts(values, random);
    addSpikes(values, random);
    return values;
  }

  private static double strength(SplittableRandom random) {
    return Math.exp(random.nextDouble(-1, 1.5));
  }

  private static void addTrend(double[] values, SplittableRandom random) {
    if (random.nextInt(3) != 0) {
      return;
    }
    double slope = random.nextGaussian(0, 4.0 / values.length);
    double turn = random.nextInt(5) == 0 ? 0.1 / values.length : 0;
    double level = 0;
    for (int t = 0; t < values.length; t++) {
      slope += turn * random.nextGaussian();
      level += slope;
      values[t] += level;
    }
  }

  private static void addShifts(double[] values, SplittableRandom random) {
    int shifts = random.nextInt(3) == 0 ? random.nextInt(1, 5) : 0;
    for (int i = 0; i < shifts; i++) {
      double height = random.nextGaussian(0, 2);
      for (int t = random.nextInt(values.length); t < values.length; t++) {
        values[t] += height;
      }
    }
  }

  private static void addSpikes(double[] values, SplittableRandom random) {
    double chance = random.nextInt(4) == 0 ? random.nextDouble(0, 0.02) : 0;
    for (int t = 0; t < values.length; t++) {
      if (random.nextDouble() < chance) {
        values[t] += random.nextGaussian(0, 6);
      }
    }
  }

  private static void add(double[] values, double[] others, double factor) {
    for (int t = 0; t < values.length; t++) {
      values[t] += factor * others[t];
    }
  }
}
