package io.tidegate.stream.inspect;

/** Nothing can be guessed; the message says what to name instead, in one line for a terminal. */
public final class UnknownFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownFormatException(String message) {
    super(message);
  }
}
