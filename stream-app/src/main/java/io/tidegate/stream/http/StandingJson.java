package io.tidegate.stream.http;

import io.tidegate.stream.view.SeriesStanding;

/**
 * How a series stands beside the others, as the API gives it.
 *
 * @param error of forecasts one step ahead over that of "as it was"; null where there is none
 * @param coverage share of actuals within the widest interval; null before the first report
 * @param openAlerts alerts that are not over
 * @param lagMillis event time by which it lies behind the newest of all series
 */
record StandingJson(Double error, Double coverage, int openAlerts, long lagMillis) {
  static StandingJson of(SeriesStanding one) {
    return new StandingJson(
        Numbers.finite(one.error()),
        Numbers.finite(one.coverage()),
        one.openAlerts(),
        one.lagMillis());
  }
}
