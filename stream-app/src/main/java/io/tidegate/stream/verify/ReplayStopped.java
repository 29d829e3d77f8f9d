package io.tidegate.stream.verify;

/** A replay cannot go on from some offset; the message says why, as one sentence. */
final class ReplayStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayStopped(String why) {
    super(why, null, false, false);
  }
}
