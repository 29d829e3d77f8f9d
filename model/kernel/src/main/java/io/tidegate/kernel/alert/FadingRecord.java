package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * The record of one statistic v &gt;= 0 of a series, slowly fading: R = max(.9999 R, v). A value is
 * measured by it as v / (R + .05 sd), in the unit of the series: no z-score, no fitted tail.
 */
final class FadingRecord {
  static final int BYTES = Float.BYTES + 1;

  private static final int LEARNS_FROM = 1;
  private static final int COUNTS_FROM = 32;
  private static final double FADING = 0.9999;
  private static final double FLOOR = 0.05;

  private float record;
  private int rows;

  /**
   * Measures a value by the record, then takes it as one.
   *
   * @param deviation standard deviation of the series
   * @return 0 for the first {@value #COUNTS_FROM} values
   */
  double take(double value, double deviation) {
    double measure = record + FLOOR * deviation;
    double exceedance = rows >= COUNTS_FROM && measure > 0 ? value / measure : 0;
    if (rows >= LEARNS_FROM) {
      record = (float) Math.max(FADING * record, value);
    }
    rows = Math.min(rows + 1, COUNTS_FROM);
    return exceedance;
  }

  void write(ByteBuffer out) {
    out.putFloat(record).put((byte) rows);
  }

  void read(ByteBuffer in) {
    record = in.getFloat();
    rows = in.get();
  }
}
