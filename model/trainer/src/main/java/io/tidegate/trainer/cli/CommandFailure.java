package io.tidegate.trainer.cli;

/** Something that the user can put right; the message is the one line that is shown. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
