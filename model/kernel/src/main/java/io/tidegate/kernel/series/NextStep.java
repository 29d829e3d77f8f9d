package io.tidegate.kernel.series;

/**
 * What was forecast for a row one step before it came, in the unit of the series.
 *
 * @param point the median
 * @param low lower end of the widest interval
 * @param high its upper end
 * @param scale of the series when it was said; positive
 */
public record NextStep(double point, double low, double high, double scale) {}
