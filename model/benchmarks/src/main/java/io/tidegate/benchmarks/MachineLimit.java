package io.tidegate.benchmarks;

/** What the processor can do at best, with the vectors that the kernel uses. */
interface MachineLimit {
  /** Multiply-adds of one {@link #multiplyAdds}. */
  int MULTIPLY_ADDS = 1 << 17;

  /** Multiplies and adds in registers alone; the result keeps the loop alive. */
  float multiplyAdds(float factor);

  /** Reads every float of an array once, and does nothing with it but add. */
  float read(float[] values);

  /** By the Vector API; by name, because the class cannot be compiled where that is absent. */
  static MachineLimit ofVectors() {
    try {
      return Class.forName(MachineLimit.class.getPackageName() + ".VectorLimit")
          .asSubclass(MachineLimit.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the benchmarks were built without their vector class", e);
    }
  }
}
