package io.tidegate.stream.pipeline;

/** A pipeline that cannot start or go on; the message is one line fit for a terminal. */
public final class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PipelineException(String message) {
    super(message);
  }

  public PipelineException(String message, Throwable cause) {
    super(message, cause);
  }
}
