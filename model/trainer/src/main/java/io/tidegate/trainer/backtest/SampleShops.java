package io.tidegate.trainer.backtest;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A made table: what three shops sell by the hour, with their day, a level that wanders, noise, and
 * promotions that follow no calendar and are known ahead of time. The same seed gives the same
 * bytes on every machine.
 */
public final class SampleShops {
  /** Columns beside the time. */
  public static final String HEADER = "time,shop-1,shop-2,shop-3,promotion";

  private static final long START = 1_704_067_200;
  private static final int SHOPS = 3;
  private static final double STARTS = .02;
  private static final double ENDS = .1;

  private SampleShops() {}

  /** Writes so many hours of it as CSV. */
  public static void write(int rows, long seed, Writer out) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    double[] levels = new double[SHOPS];
    boolean promotion = false;
    out.write(HEADER + "\n");
    for (int row = 0; row < rows; row++) {
      promotion = random.nextDouble() < (promotion ? 1 - ENDS : STARTS);
      StringBuilder line = new StringBuilder(Instant.ofEpochSecond(START + 3_600L * row) + "");
      for (int shop = 0; shop < SHOPS; shop++) {
        levels[shop] = .99 * levels[shop] + random.nextGaussian();
        double day = 8 * StrictMath.sin(2 * StrictMath.PI * (row % 24 - 8) / 24);
        double effect = promotion ? 10 * (shop + 1) : 0;
        double sold = 40 + day + levels[shop] + effect + 2 * random.nextGaussian();
        line.append(String.format(Locale.ROOT, ",%.1f", sold));
      }
      out.write(line + (promotion ? ",1\n" : ",0\n"));
    }
  }
}
