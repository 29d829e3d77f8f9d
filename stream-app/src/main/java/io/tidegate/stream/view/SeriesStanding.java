package io.tidegate.stream.view;

/**
 * One series beside the others.
 *
 * @param series the series in a line
 * @param error mean absolute error of the forecasts one step ahead, divided by that of "as it was",
 *     the newest weighing most; NaN while nothing has matured, or where the series stood still
 * @param coverage share of the actuals that lay within the widest interval, over all steps at which
 *     forecasts were scored; NaN before the first report
 * @param openAlerts alerts that are not over
 * @param lagMillis how far its newest observation lies behind the newest of all series, in event
 *     time
 */
public record SeriesStanding(
    SeriesSummary series, double error, double coverage, int openAlerts, long lagMillis) {}
