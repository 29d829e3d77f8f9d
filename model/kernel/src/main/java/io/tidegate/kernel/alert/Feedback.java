package io.tidegate.kernel.alert;

/**
 * What somebody says about the alerts of a series.
 *
 * @param offset of the record that says so
 * @param openedOffset of the alert that is meant; null: whichever is open
 * @param missing whether that alert is one of missing data
 * @param untilMillis {@link Said#EXPECTED} only: the event time up to which, exclusive
 * @param now highest event time of the partition
 */
public record Feedback(
    long offset, Said said, Long openedOffset, boolean missing, long untilMillis, long now) {
  boolean means(long offset, boolean ofMissing) {
    return openedOffset == null || (openedOffset == offset && missing == ofMissing);
  }
}
