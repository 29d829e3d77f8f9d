package io.tidegate.trainer.gate;

/**
 * How versions are compared in production. Immutable.
 *
 * @param live whether a candidate has to be better there before it takes over
 * @param watch whether the former champion is compared with the new one
 * @param share of the series that a challenger runs on, at least
 * @param series that it should run on, about, if there are as many
 * @param records of challenged series that a trial takes at most
 * @param level largest probability of a false verdict
 */
public record ChallengeSettings(
    boolean live, boolean watch, double share, int series, long records, double level) {
  /** The share of {@code seen} series that a challenger runs on. */
  public double shareOf(long seen) {
    return Math.min(1, Math.max(share, (double) series / Math.max(1, seen)));
  }

  /** Whether anything is compared. */
  public boolean compares() {
    return live || watch;
  }

  /** The number of series beyond which {@link #shareOf} does not change. */
  public long mostSeries() {
    return (long) Math.ceil(series / share);
  }
}
