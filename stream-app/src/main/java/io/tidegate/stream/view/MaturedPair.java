package io.tidegate.stream.view;

/**
 * One forecast and the value that came: how far off the forecast was and how far off two forecasts
 * that need no model would have been, all absolute, in the series' unit.
 *
 * @param seasonal error of the value one season before the target; NaN before a season was seen
 */
record MaturedPair(double forecast, double persistence, double seasonal) {
  private static final long DAY_MILLIS = 86_400_000L;

  boolean knowsSeason() {
    return !Double.isNaN(seasonal);
  }

  /**
   * The pair that matures with one point.
   *
   * @param target index of the point in the ring
   * @param s which of {@link Scoreboard#STEPS}
   * @param stepMillis the series' sampling interval, over 0
   * @return null if the slot that many steps before holds no observation or no forecast
   */
  static MaturedPair at(PointRing ring, int target, int s, long stepMillis) {
    int steps = Scoreboard.STEPS.get(s);
    long slot = Math.floorDiv(ring.time(target), stepMillis);
    int origin = atOrBeforeSlot(ring, slot - steps, stepMillis);
    if (origin < 0 || Math.floorDiv(ring.time(origin), stepMillis) != slot - steps) {
      return null;
    }
    double forecast = ring.forecast(origin, s);
    if (Double.isNaN(forecast)) {
      return null;
    }
    double actual = ring.value(target);
    return new MaturedPair(
        Math.abs(actual - forecast),
        Math.abs(actual - ring.value(origin)),
        Math.abs(actual - seasonal(ring, slot, steps, stepMillis)));
  }

  /**
   * The value a whole number of days before {@code slot}, the fewest that make it known at the
   * origin; where that slot was missed, the value that last held. NaN if the ring does not reach
   * back so far or the step divides no day.
   */
  private static double seasonal(PointRing ring, long slot, int steps, long stepMillis) {
    if (DAY_MILLIS % stepMillis != 0 || DAY_MILLIS / stepMillis < 2) {
      return Double.NaN;
    }
    long season = DAY_MILLIS / stepMillis;
    long back = season * ((steps + season - 1) / season);
    int index = back < ring.limit() ? atOrBeforeSlot(ring, slot - back, stepMillis) : -1;
    return index < 0 ? Double.NaN : ring.value(index);
  }

  private static int atOrBeforeSlot(PointRing ring, long slot, long stepMillis) {
    return ring.indexAtOrBefore((slot + 1) * stepMillis - 1);
  }
}
