package io.tidegate.wire;

/** A configuration that cannot be used; the message names the key, what was expected and found. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message fit for a terminal. */
  public ConfigurationException(String message) {
    super(message);
  }
}
