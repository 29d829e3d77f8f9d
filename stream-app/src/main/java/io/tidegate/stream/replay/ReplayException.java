package io.tidegate.stream.replay;

/** A file that cannot be replayed as asked; the message is one line fit for a terminal. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What, where and what to do. */
  ReplayException(String message) {
    super(message);
  }

  ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
