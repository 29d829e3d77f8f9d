package io.tidegate.stream.alerts;

/** Feedback that is not written; the message says why and what to do, in one line. */
public final class RefusedFeedbackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why, for those who react to it. */
  public enum Kind {
    /** What was said cannot be kept. */
    UNUSABLE,
    /** There is nothing that it could be about. */
    UNKNOWN,
    /** What it is about is over. */
    OVER
  }

  /** Makes one with a message fit for a terminal. */
  public RefusedFeedbackException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
