package io.tidegate.trainer.sidecar;

/** A version cannot be trained again; the message says in one line why and what to do. */
public final class NoReceiptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoReceiptException(String message) {
    super(message);
  }
}
