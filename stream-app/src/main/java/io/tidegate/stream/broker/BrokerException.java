package io.tidegate.stream.broker;

/** An embedded broker that cannot start; the message is one line fit for a terminal. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
