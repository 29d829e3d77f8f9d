package io.tidegate.stream.verify;

/** A model version was asked for that cannot be had; the message says why, as one sentence. */
public final class NoSuchVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchVersionException(String why) {
    super(why);
  }
}
