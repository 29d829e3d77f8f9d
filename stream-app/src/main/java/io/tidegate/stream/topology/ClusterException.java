package io.tidegate.stream.topology;

/** The Kafka cluster cannot be used as it is; the message says why and what to do, in one line. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message fit for a terminal. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
