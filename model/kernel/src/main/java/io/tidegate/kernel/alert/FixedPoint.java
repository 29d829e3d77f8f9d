package io.tidegate.kernel.alert;

/**
 * Numbers from -4 to 4 in 16 bits, in steps of 1/8000. What is kept is rounded when it is made, so
 * that writing and reading it changes nothing.
 */
final class FixedPoint {
  /** Largest number. */
  static final double MOST = 4;

  private static final float STEPS = 8_000;
  private static final double STEP = 1.0 / STEPS;

  private FixedPoint() {}

  /** The nearest number that 16 bits can say. */
  static float rounded(double value) {
    return of(bits((float) Math.max(-MOST, Math.min(MOST, value))));
  }

  static short bits(float value) {
    return (short) Math.round(value * STEPS);
  }

  /** The quotient by the number of steps; as a product, which costs less and rounds the same. */
  static float of(short bits) {
    return (float) (bits * STEP);
  }
}
