package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/** How far the mean of the last ten values is from the level of the series. */
final class LevelDetector {
  static final int ROWS = 10;

  static final int BYTES = ROWS * Float.BYTES + 1 + FadingRecord.BYTES;

  private final float[] newest = new float[ROWS];
  private int rows;
  private final FadingRecord record = new FadingRecord();

  double take(double value, double level, double deviation) {
    System.arraycopy(newest, 0, newest, 1, ROWS - 1);
    newest[0] = (float) value;
    rows = Math.min(rows + 1, ROWS);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += newest[i];
    }
    return record.take(Math.abs(sum / rows - level), deviation);
  }

  void write(ByteBuffer out) {
    for (float value : newest) {
      out.putFloat(value);
    }
    out.put((byte) rows);
    record.write(out);
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < ROWS; i++) {
      newest[i] = in.getFloat();
    }
    rows = in.get();
    record.read(in);
  }
}
