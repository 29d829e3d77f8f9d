package io.tidegate.stream.drill;

import io.tidegate.stream.pipeline.PipelineException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Hourly series with a day, half of it and a week, noise that remembers, and a level and size of
 * their own; from a row on, if so wished, with another level, season and noise.
 *
 * @param count of series
 * @param rows of each
 * @param change first row that is different; {@link #NEVER} for none
 * @param seed of all that is random
 * @param seasonal or only noise, of which each value is near the one before turned around its mean
 */
record MadeSeries(int count, int rows, int change, long seed, boolean seasonal) {
  /** No row is different. */
  static final int NEVER = Integer.MAX_VALUE;

  /** Seasonal ones. */
  MadeSeries(int count, int rows, int change, long seed) {
    this(count, rows, change, seed, true);
  }

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /** Writes them as a CSV file in the wide form. */
  Path write(Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      Wave[] waves = new Wave[count];
      StringBuilder line = new StringBuilder("time");
      for (int one = 0; one < count; one++) {
        waves[one] = new Wave(one);
        line.append(",s").append(one + 1);
      }
      out.append(line).append('\n');
      for (int row = 0; row < rows; row++) {
        line.setLength(0);
        line.append(START.plus(row, ChronoUnit.HOURS));
        for (Wave wave : waves) {
          line.append(String.format(Locale.ROOT, ",%.6g", wave.next(row)));
        }
        out.append(line).append('\n');
      }
      return file;
    } catch (IOException e) {
      throw new PipelineException("cannot write " + file + ": " + e, e);
    }
  }

  private final class Wave {
    private final SplittableRandom random;
    private final double level;
    private final double size;
    private final double shift;
    private final double unit;
    private double noise;

    Wave(int series) {
      this.random = new SplittableRandom(seed * 1_000 + series);
      this.level = 20 * random.nextDouble();
      this.size = 2 + 2 * random.nextDouble();
      this.shift = 24 * random.nextDouble();
      this.unit = Math.pow(10, series % 5 - 2);
    }

    double next(int row) {
      boolean changed = row >= change;
      if (!seasonal) {
        noise = -.8 * noise + random.nextGaussian();
        return unit * (level + noise);
      }
      noise = .6 * noise + (changed ? 1.6 : .8) * random.nextGaussian();
      double day = 2 * Math.PI * (row + shift + (changed ? 7 : 0)) / 24;
      double season = Math.sin(day) + .3 * Math.cos(2 * day) + .2 * Math.sin(day / 7);
      return unit * (level + (changed ? 8 : 0) + (changed ? 1.7 : 1) * size * season + noise);
    }
  }
}
