package io.tidegate.trainer;

/** The version of this software, as the jar's manifest names it. */
public final class TrainerVersion {
  private TrainerVersion() {}

  /** "not packaged" outside a jar. */
  public static String get() {
    String version = TrainerVersion.class.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }
}
