package io.tidegate.kernel.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Version 0, which the jar brings along so that a series is forecast from its first record. */
public final class ShippedModel {
  /** Its version number. */
  public static final long VERSION = 0;

  private ShippedModel() {}

  /** The one of the standard size. */
  public static Model load() {
    return load(Size.STANDARD);
  }

  /** The one of a size. */
  public static Model load(Size size) {
    return ModelCodec.decode(bytes(size));
  }

  /** The bytes of the one of the standard size. */
  public static byte[] bytes() {
    return bytes(Size.STANDARD);
  }

  /** The bytes of the one of a size. */
  public static byte[] bytes(Size size) {
    String resource = size == Size.STANDARD ? "version-0.model" : "version-0-lean.model";
    try (InputStream in = ShippedModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + resource, e);
    }
  }
}
