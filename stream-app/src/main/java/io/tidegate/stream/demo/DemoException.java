package io.tidegate.stream.demo;

/** A demo that cannot start or go on; the message is one line fit for a terminal. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
