package io.tidegate.kernel.model;

/** Checks that every tensor of a model passes. */
final class Tensors {
  private Tensors() {}

  /** A copy of {@code values} after checking their number and that each is finite. */
  static float[] checked(String name, float[] values, int size) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          name + ": expected " + size + " numbers, found " + values.length);
    }
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + ": number " + i + " is " + values[i] + ", expected a finite one");
      }
    }
    return values.clone();
  }
}
