package io.tidegate.stream.replay;

/** Kafka did not take observations; the message is one line fit for a terminal. */
public final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
