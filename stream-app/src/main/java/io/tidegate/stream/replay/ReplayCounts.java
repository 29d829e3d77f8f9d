package io.tidegate.stream.replay;

import java.util.Locale;

/**
 * What became of a file's rows; {@code rows} without {@code badRows} gave all their values.
 *
 * @param rows read
 * @param sent observations handed to the topic
 * @param announced events that told covariates ahead
 * @param missing cells that said that there is no value
 * @param badRows rows with something that could not be read
 * @param series different names
 */
public record ReplayCounts(
    long rows, long sent, long announced, long missing, long badRows, int series) {
  /** One line for a terminal. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%,d rows: %,d observations of %,d series sent%s, %,d missing values, %,d bad rows",
        rows,
        sent,
        series,
        announced == 0 ? "" : String.format(Locale.ROOT, ", %,d known futures", announced),
        missing,
        badRows);
  }
}
