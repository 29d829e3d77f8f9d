package io.tidegate.stream.demo;

/**
 * What became of the observations that were sent.
 *
 * @param sent observations that the topic holds
 * @param forecasts observations that were accepted: one forecast each
 * @param books observations that were counted instead
 * @param deadLetters observations that were refused
 * @param badRows rows of the input from which something could not be sent
 */
record Account(long sent, long forecasts, Books books, long deadLetters, long badRows) {
  /** Whether it is known what became of every observation. */
  boolean isBalanced() {
    return sent == settled();
  }

  /** Observations of which it is known. */
  long settled() {
    return forecasts
        + books.late()
        + books.duplicates()
        + books.knownFuture()
        + books.parked()
        + deadLetters;
  }
}
