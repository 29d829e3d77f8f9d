package io.tidegate.stream.replay;

/**
 * What became of a file's rows; {@code rows} without {@code badRows} gave all their values.
 *
 * @param rows read
 * @param sent observations handed to the topic
 * @param missing cells that said that there is no value
 * @param badRows rows with something that could not be read
 * @param series different names
 */
public record ReplayCounts(long rows, long sent, long missing, long badRows, int series) {
  /** One line for a terminal. */
  public String describe() {
    return String.format(
        java.util.Locale.ROOT,
        "%,d rows: %,d observations of %,d series sent, %,d missing values, %,d bad rows",
        rows,
        sent,
        series,
        missing,
        badRows);
  }
}
