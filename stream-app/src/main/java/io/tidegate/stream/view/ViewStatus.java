package io.tidegate.stream.view;

/**
 * How the view itself stands.
 *
 * @param series number of series in view
 * @param forecasts forecasts read since the view began, the refill included
 * @param perSecond forecasts a second over the last ten seconds; 0 while refilling
 * @param openAlerts alerts that are not over
 * @param refilled whether it has caught up with what was in the topics when it began
 */
public record ViewStatus(
    int series, long forecasts, double perSecond, int openAlerts, boolean refilled) {}
