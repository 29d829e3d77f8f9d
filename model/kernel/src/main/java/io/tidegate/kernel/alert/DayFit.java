package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;

/**
 * Whether the distances of an incident follow the shape of the day rather than one level. Usual
 * values that come at another time lie off by a multiple of the day's height and one of its slope:
 * a daily wave that is late exactly so, other days nearly. Least squares of both and a level, by
 * running sums.
 */
final class DayFit {
  static final int BYTES = Short.BYTES + 9 * Float.BYTES;

  private static final double ALIKE = 1e-4;
  private static final double LEAST_GAIN = 0.25;
  private static final double LEAST_F = 10;
  private static final int OF_DAY = 2;
  private static final int PARAMETERS = OF_DAY + 1;

  private int records;
  private float sum;
  private float squares;
  private float height;
  private float slope;
  private float heights;
  private float slopes;
  private float both;
  private float alongHeight;
  private float alongSlope;

  /** Takes a distance, and the day's height and slope at its time, all in usual distances. */
  void take(double distance, UsualDay.Moment day) {
    records++;
    sum += (float) distance;
    squares += (float) (distance * distance);
    height += (float) day.height();
    slope += (float) day.slope();
    heights += (float) (day.height() * day.height());
    slopes += (float) (day.slope() * day.slope());
    both += (float) (day.height() * day.slope());
    alongHeight += (float) (distance * day.height());
    alongSlope += (float) (distance * day.slope());
  }

  int records() {
    return records;
  }

  /** Sum of the squared distances. */
  double squares() {
    return squares;
  }

  /**
   * Whether the day's shape takes so much of what one level leaves unexplained that neither chance
   * does (an F of {@value #LEAST_F}) nor neighbours that are alike, and is more of the distances
   * than the level beside it.
   */
  boolean follows() {
    if (records <= PARAMETERS) {
      return false;
    }
    double hh = heights - (double) height * height / records;
    double ss = slopes - (double) slope * slope / records;
    double hs = both - (double) height * slope / records;
    double dh = alongHeight - (double) sum * height / records;
    double ds = alongSlope - (double) sum * slope / records;
    double apart = hh * ss - hs * hs;
    if (apart <= ALIKE * heights * slopes) {
      return false;
    }
    double a = (dh * ss - ds * hs) / apart;
    double b = (ds * hh - dh * hs) / apart;
    double level = (sum - a * height - b * slope) / records;
    double gain = a * dh + b * ds;
    double left = squares - (double) sum * sum / records - gain;
    double ofDay = a * a * heights + 2 * a * b * both + b * b * slopes;
    return gain >= left * Math.max(LEAST_GAIN, OF_DAY * LEAST_F / (records - PARAMETERS))
        && ofDay >= level * level * records;
  }

  void write(ByteBuffer out) {
    out.putShort((short) records).putFloat(sum).putFloat(squares);
    out.putFloat(height).putFloat(slope).putFloat(heights).putFloat(slopes).putFloat(both);
    out.putFloat(alongHeight).putFloat(alongSlope);
  }

  void read(ByteBuffer in) {
    records = in.getShort();
    sum = in.getFloat();
    squares = in.getFloat();
    height = in.getFloat();
    slope = in.getFloat();
    heights = in.getFloat();
    slopes = in.getFloat();
    both = in.getFloat();
    alongHeight = in.getFloat();
    alongSlope = in.getFloat();
  }
}
