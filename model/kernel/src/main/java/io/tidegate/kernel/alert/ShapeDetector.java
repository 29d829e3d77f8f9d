package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * Whether the newest values together look like anything before. A window is the means of blocks of
 * values, clipped and in units of the deviation; its distance (root mean square) to the nearest of
 * some prototypes is measured by its own record. A window farther than 1.5 times the usual distance
 * becomes a prototype, in the place of the one that was nearest longest ago; else the nearest moves
 * a twentieth of the way towards it.
 */
final class ShapeDetector {
  private static final double FAR = 1.5;
  private static final double MOVING = 0.05;
  private static final int LONGEST_MEMORY = 100;
  private static final int MOST_AGE = 65_535;

  final int blocks;
  private final int blockRows;

  /** [prototypes][1 + blocks], as they are written: age, then the means as {@link FixedPoint}. */
  private final short[] prototypes;

  private final float[] window;
  private int size;
  private float usual;
  private int rows;
  private final FadingRecord record = new FadingRecord();

  ShapeDetector(int prototypes, int blocks, int blockRows) {
    this.blocks = blocks;
    this.blockRows = blockRows;
    this.prototypes = new short[prototypes * (1 + blocks)];
    this.window = new float[blocks];
  }

  int bytes() {
    return 3 + Float.BYTES + size * (1 + blocks) * Short.BYTES + FadingRecord.BYTES;
  }

  /**
   * Takes the window that ends with the newest row.
   *
   * @param newest clipped deviations from the level, the newest first
   * @param known how many of them there are
   */
  double take(float[] newest, int known) {
    if (known < blocks * blockRows) {
      return 0;
    }
    fold(newest);
    for (int i = 0; i < size; i++) {
      age(i, Math.min(age(i) + 1, MOST_AGE));
    }
    if (size == 0) {
      adopt();
      return 0;
    }
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      double squares = squares(i);
      if (squares < least) {
        least = squares;
        nearest = i;
      }
    }
    double distance = Math.sqrt(least / blocks);
    if (distance > FAR * usual) {
      adopt();
    } else {
      approach(nearest);
    }
    rows = Math.min(rows + 1, LONGEST_MEMORY);
    usual += (float) ((distance - usual) / rows);
    return record.take(distance, 1);
  }

  private void fold(float[] newest) {
    for (int block = 0; block < blocks; block++) {
      float sum = 0;
      for (int i = 0; i < blockRows; i++) {
        sum += newest[block * blockRows + i];
      }
      window[block] = FixedPoint.rounded(sum / blockRows);
    }
  }

  private int at(int prototype) {
    return prototype * (1 + blocks);
  }

  private int age(int prototype) {
    return Short.toUnsignedInt(prototypes[at(prototype)]);
  }

  private void age(int prototype, int age) {
    prototypes[at(prototype)] = (short) age;
  }

  private double squares(int prototype) {
    int at = at(prototype) + 1;
    double squares = 0;
    for (int block = 0; block < blocks; block++) {
      double off = FixedPoint.of(prototypes[at + block]) - window[block];
      squares += off * off;
    }
    return squares;
  }

  private void adopt() {
    int place = at(size) < prototypes.length ? size++ : oldest();
    for (int block = 0; block < blocks; block++) {
      prototypes[at(place) + 1 + block] = FixedPoint.bits(window[block]);
    }
    age(place, 0);
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < size; i++) {
      oldest = age(i) > age(oldest) ? i : oldest;
    }
    return oldest;
  }

  private void approach(int nearest) {
    int at = at(nearest) + 1;
    for (int block = 0; block < blocks; block++) {
      float moved = FixedPoint.of(prototypes[at + block]);
      moved += (float) (MOVING * (window[block] - moved));
      prototypes[at + block] = FixedPoint.bits(FixedPoint.rounded(moved));
    }
    age(nearest, 0);
  }

  void write(ByteBuffer out) {
    out.put((byte) size).putFloat(usual).putShort((short) rows);
    out.asShortBuffer().put(prototypes, 0, at(size));
    out.position(out.position() + at(size) * Short.BYTES);
    record.write(out);
  }

  void read(ByteBuffer in) {
    size = in.get();
    int most = prototypes.length / (1 + blocks);
    if (size < 0 || size > most) {
      throw new IllegalArgumentException("expected at most " + most + " prototypes, found " + size);
    }
    usual = in.getFloat();
    rows = in.getShort();
    in.asShortBuffer().get(prototypes, 0, at(size));
    in.position(in.position() + at(size) * Short.BYTES);
    record.read(in);
  }
}
