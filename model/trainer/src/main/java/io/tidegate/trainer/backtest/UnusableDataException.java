package io.tidegate.trainer.backtest;

/** Data or a plan that no backtest can use; the message is one line that says what to do. */
public final class UnusableDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the line that is shown. */
  public UnusableDataException(String message) {
    super(message);
  }
}
