package io.tidegate.trainer.sidecar;

/** The sidecar cannot go on; the message says in one line what, where and what to do. */
public class SidecarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public SidecarException(String message) {
    super(message);
  }

  /** Makes one with what led to it. */
  public SidecarException(String message, Throwable cause) {
    super(message, cause);
  }
}
