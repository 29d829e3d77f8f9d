package io.tidegate.trainer.gate;

import java.util.OptionalDouble;

/**
 * A sequential paired test of champion and challenger on the same forecasts, after betting: it may
 * be looked at after every report and be stopped at any time, and still says BETTER of one that is
 * not better, or WORSE of one that is not worse, with a probability of at most the level.
 *
 * <p>Each report of a series gives one value: {@link Errors#advantageOf}. Series move together, so
 * all of them together make one bet ({@link Rounds}): x, the mean of one report of each, over the
 * root mean square of those before, bounded to [-1, 1]. The bounds do not move a symmetric value
 * away from zero, and no tail counts for more than 1. Two {@link Wager}s hold x and -x; each has
 * half the level.
 *
 * <p>What is tested: given what was known when its forecasts were made, a round's bounded value has
 * a mean of at most 0. A challenger that is as good as the champion satisfies that, however errors
 * are distributed.
 *
 * <p>Sources: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by
 * betting", JRSS B 86(1), 2024 (capital process, bets by approximate growth rate); Y. J. Choe, A.
 * Ramdas, "Comparing sequential forecasters", Operations Research 72(4), 2024; A. Henzi, J. Ziegel,
 * "Valid sequential inference on probability forecast performance", Biometrika 109(3), 2022
 * (forecasts that overlap).
 *
 * <p>Memory: 100 bytes for each of at most 1,024 series, and as little for a round that is open.
 * One thread.
 */
public final class Judge {
  /** What rounds are believed to be like at first: a root mean square of 0.1, for two rounds. */
  private static final double PRIOR_ROUNDS = 2;

  private static final double PRIOR_SQUARE = 0.1 * 0.1;

  private final double level;
  private final Rounds open = new Rounds();
  private final Wager better = new Wager();
  private final Wager worse = new Wager();
  private double squares = PRIOR_ROUNDS * PRIOR_SQUARE;
  private double lastSquare;
  private double advantages;
  private int rounds;
  private int reports;
  private long records;

  /**
   * Nothing is known.
   *
   * @param level largest probability of a false verdict, above 0 and below 1
   */
  public Judge(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level is above 0 and below 1, not " + level);
    }
    this.level = level;
  }

  /**
   * Takes a report of both.
   *
   * @param records observations that it covers
   */
  public void add(String series, int records, Errors champion, Errors challenger) {
    double advantage = champion.advantageOf(challenger);
    if (Double.isNaN(advantage) || !open.add(series, advantage)) {
      return;
    }
    reports++;
    this.records += records;
    advantages += advantage;
    if (open.isFull()) {
      open.next().ifPresent(this::bet);
    }
  }

  /** Bets on the rounds that are complete, and says how things stand. */
  public Standing weigh() {
    for (OptionalDouble next = open.next(); next.isPresent(); next = open.next()) {
      bet(next.getAsDouble());
    }
    return standing();
  }

  /** How things stand as long as nothing more is bet on. */
  public Standing standing() {
    double mean = reports == 0 ? 0 : advantages / reports;
    return new Standing(
        rounds,
        open.series(),
        reports,
        records,
        (1 - mean) / (1 + mean),
        better.evidence(),
        worse.evidence(),
        2 / level);
  }

  private void bet(double advantage) {
    // As a bet, the unit stands only on the rounds before the last one.
    double unit = Math.sqrt(squares / (PRIOR_ROUNDS + Math.max(0, rounds - 1)));
    double bounded = Math.max(-1, Math.min(1, advantage / unit));
    better.add(bounded);
    worse.add(-bounded);
    squares += lastSquare;
    lastSquare = advantage * advantage;
    rounds++;
  }
}
