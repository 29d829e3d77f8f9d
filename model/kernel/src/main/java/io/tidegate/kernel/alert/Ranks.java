package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/** How many values lay how far from what was usual, on each side, the older ones fading. */
final class Ranks {
  private static final float[] BOUNDS = {
    0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 5, 6, 7, 8, 10, 12, 16
  };
  private static final int MOST = 4_000;

  static final int BYTES = 2 * (BOUNDS.length + 1) * Short.BYTES;

  private final int[][] counts = new int[2][BOUNDS.length + 1];

  /** The rank among all before; null while there are too few. */
  Rank of(double distance) {
    int of = total();
    int[] side = counts[distance < 0 ? 1 : 0];
    int farther = 0;
    for (int i = bin(distance); i < side.length; i++) {
      farther += side[i];
    }
    return of < 100 ? null : new Rank(of - farther, of);
  }

  void take(double distance) {
    counts[distance < 0 ? 1 : 0][bin(distance)]++;
    if (total() > MOST) {
      for (int[] side : counts) {
        for (int i = 0; i < side.length; i++) {
          side[i] /= 2;
        }
      }
    }
  }

  private static int bin(double distance) {
    int bin = 0;
    while (bin < BOUNDS.length && Math.abs(distance) >= BOUNDS[bin]) {
      bin++;
    }
    return bin;
  }

  private int total() {
    int total = 0;
    for (int[] side : counts) {
      for (int count : side) {
        total += count;
      }
    }
    return total;
  }

  void write(ByteBuffer out) {
    for (int[] side : counts) {
      for (int count : side) {
        out.putShort((short) count);
      }
    }
  }

  void read(ByteBuffer in) {
    for (int[] side : counts) {
      for (int i = 0; i < side.length; i++) {
        side[i] = in.getShort();
      }
    }
  }
}
