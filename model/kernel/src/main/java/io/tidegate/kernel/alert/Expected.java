package io.tidegate.kernel.alert;

/**
 * What the forecaster said of a value one step before it came.
 *
 * @param point the median, in the series' unit
 * @param low lower end of the widest interval, likewise
 * @param high its upper end
 * @param scale of the series at that time, by the forecaster's own measure; positive
 */
public record Expected(double point, double low, double high, double scale) {}
