package io.tidegate.kernel.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Version 0, which the jar brings along so that a series is forecast from its first record. */
public final class ShippedModel {
  /** Its version number. */
  public static final long VERSION = 0;

  private static final String RESOURCE = "version-0.model";

  private ShippedModel() {}

  /** Decodes it. */
  public static Model load() {
    return ModelCodec.decode(bytes());
  }

  /** Its bytes. */
  public static byte[] bytes() {
    try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + RESOURCE, e);
    }
  }
}
