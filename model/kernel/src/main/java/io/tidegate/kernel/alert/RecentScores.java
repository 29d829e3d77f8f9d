package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/** The newest scores, each in the upper 16 bits of its float32, rounded up. */
final class RecentScores {
  static final int ROWS = 30;
  static final int BYTES = ROWS * Short.BYTES;

  private static final int LOWER_HALF = 0xFFFF;

  private final short[] newest = new short[ROWS];

  /**
   * Takes the next score.
   *
   * @param score 0 or more, finite
   * @return whether it is above those of all {@value #ROWS} rows before
   */
  boolean rises(double score) {
    float peak = 0;
    for (short one : newest) {
      peak = Math.max(peak, Float.intBitsToFloat(one << Short.SIZE));
    }
    System.arraycopy(newest, 0, newest, 1, ROWS - 1);
    newest[0] = (short) ((Float.floatToIntBits((float) score) + LOWER_HALF) >>> Short.SIZE);
    return score > peak;
  }

  void write(ByteBuffer out) {
    for (short one : newest) {
      out.putShort(one);
    }
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < ROWS; i++) {
      newest[i] = in.getShort();
    }
  }
}
