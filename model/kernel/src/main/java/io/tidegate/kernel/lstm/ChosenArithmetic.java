package io.tidegate.kernel.lstm;

/** Chooses by what the JVM offers; apart from {@link Arithmetic} so that it is done when needed. */
final class ChosenArithmetic {
  static final Arithmetic CHOSEN = choose();

  private static final String MODULE = "jdk.incubator.vector";
  private static final String SWITCH = "TIDEGATE_VECTOR";

  private ChosenArithmetic() {}

  private static Arithmetic choose() {
    boolean wanted = !"off".equalsIgnoreCase(System.getenv(SWITCH));
    return wanted && ModuleLayer.boot().findModule(MODULE).isPresent()
        ? vectors()
        : new PlainArithmetic();
  }

  /** By name, because the class cannot even be compiled where the module is absent. */
  private static Arithmetic vectors() {
    try {
      return Class.forName(ChosenArithmetic.class.getPackageName() + ".VectorArithmetic")
          .asSubclass(Arithmetic.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the kernel was built without its vector classes", e);
    }
  }
}
