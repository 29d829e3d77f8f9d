package io.tidegate.stream.config;

/** Which version of this software runs. */
public final class SoftwareVersion {
  /** As the jar's manifest names it; "unpackaged" for classes that lie in no jar. ASCII. */
  public static final String NAME = name();

  private SoftwareVersion() {}

  private static String name() {
    String version = SoftwareVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
