package io.tidegate.stream.view;

/**
 * What one interval promised and held.
 *
 * @param promised share of actuals that it is to hold in the long run, such as 0.9
 * @param hits how many of the scored forecasts' actuals lay within it
 */
public record IntervalCoverage(float promised, long hits) {}
