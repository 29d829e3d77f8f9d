package io.tidegate.stream.bench;

/** A measurement that cannot be made, or that would not be one; one line fit for a terminal. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
