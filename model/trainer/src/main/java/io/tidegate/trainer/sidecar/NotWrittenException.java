package io.tidegate.trainer.sidecar;

/** A transaction was given up because Kafka refused one of its records. */
final class NotWrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotWrittenException(String message, Throwable cause) {
    super(message, cause);
  }
}
