package io.tidegate.stream.models;

/** A decision by hand that is not made; the message says why and what to do, in one line. */
public final class RefusedOperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why, for those who react to it. */
  public enum Kind {
    /** There are no weights of the version. */
    UNKNOWN_VERSION,
    /** It does not go with the decision in force. */
    CONFLICT,
    /** The reason given cannot be kept. */
    UNUSABLE_REASON
  }

  /** Makes one with a message fit for a terminal. */
  public RefusedOperationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
