package io.tidegate.stream.cli;

/** A command that cannot do its work; the message is the one line that the user sees. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, where, and what to do. */
  CommandFailure(String message) {
    super(message);
  }

  /** The same, with what led to it. */
  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
