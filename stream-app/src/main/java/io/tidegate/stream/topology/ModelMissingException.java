package io.tidegate.stream.topology;

/** A partition uses a model version that the models topic does not hold. */
public final class ModelMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which partition, which version, what to do. */
  ModelMissingException(String message) {
    super(message);
  }
}
