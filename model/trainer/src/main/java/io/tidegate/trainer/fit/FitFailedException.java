package io.tidegate.trainer.fit;

/** A fit did not come to its end; the message says why in one line. */
public final class FitFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public FitFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
