package io.tidegate.stream.pipeline;

/**
 * What became of the records that were sent: observations, and what was announced.
 *
 * @param sent records that the topic holds
 * @param forecasts observations that were accepted: one forecast each
 * @param books records that were counted instead
 * @param deadLetters records that were refused
 * @param badRows rows of the input from which something could not be sent
 */
public record Account(long sent, long forecasts, Books books, long deadLetters, long badRows) {
  /** Those sent that are observations, as far as the others have been counted. */
  public long observations() {
    return sent - books.knownFuture() - books.feedback() - books.ticks() - books.changes();
  }

  /** Whether it is known what became of every record. */
  public boolean isBalanced() {
    return sent == settled();
  }

  /** Records of which it is known. */
  public long settled() {
    return forecasts
        + books.late()
        + books.duplicates()
        + books.knownFuture()
        + books.feedback()
        + books.ticks()
        + books.changes()
        + books.parked()
        + deadLetters;
  }
}
