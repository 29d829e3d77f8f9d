package io.tidegate.trainer.gate;

/**
 * Bets, round by round, that the mean of values in [-1, 1] is above 0. While it is not, the capital
 * of each of the two bettors is a nonnegative supermartingale that begins at 1, so that the
 * probability that it ever comes to c is at most 1/c, and that one of the two does at most 2/c
 * (Ville).
 *
 * <p>Two bettors, one for even rounds and one for odd: what a forecast will be worth is unknown
 * when it is made, and the farthest ones of a round were made in the round before. So a round's bet
 * may stand only on rounds before that one. One thread.
 */
final class Wager {
  /** Of the capital at most this is bet, so that no round ruins. */
  private static final double MOST = 0.9;

  /** What is believed at first: mean and mean square of one round. */
  private static final double PRIOR_MEAN = 0.375;

  private static final double PRIOR_SQUARE = 0.5;

  private static final double ERRORS = 0.5;

  /** So that it stays finite. */
  private static final double MOST_CAPITAL = 1e300;

  private final double[] capital = {1, 1};
  private double sum = PRIOR_MEAN;
  private double squares = PRIOR_SQUARE;
  private double last = Double.NaN;
  private int rounds;
  private double evidence;

  /** Takes the next round's value. */
  void add(double value) {
    capital[rounds % 2] = Math.min(MOST_CAPITAL, capital[rounds % 2] * (1 + bet() * value));
    evidence = Math.max(evidence, Math.max(capital[0], capital[1]) / 2);
    rounds++;
    if (!Double.isNaN(last)) {
      sum += last;
      squares += last * last;
    }
    last = value;
  }

  /**
   * The mean over the mean square, where the logarithm of the capital grows fastest (aGRAPA); of
   * the mean so much is believed as is left after half its standard error, since rounds may go
   * together.
   */
  private double bet() {
    double known = 1 + Math.max(0, rounds - 1);
    double mean = sum / known;
    double square = squares / known;
    double error = Math.sqrt(Math.max(0, square - mean * mean) / known);
    return square == 0 ? 0 : Math.max(0, Math.min(MOST, (mean - ERRORS * error) / square));
  }

  /** The probability that this ever comes to c is at most 1/c while the mean is not above 0. */
  double evidence() {
    return evidence;
  }
}
