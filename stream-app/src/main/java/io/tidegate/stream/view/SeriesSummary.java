package io.tidegate.stream.view;

/**
 * One series in a line.
 *
 * @param key name of the series
 * @param time event time of its newest accepted observation, in milliseconds
 * @param value that observation, in the series' unit
 * @param stepMillis sampling interval in milliseconds; 0 while it is unknown
 * @param state what its newest forecast stands on: COLD, WARM or REWARMED
 * @param modelVersion version of the model that made its newest forecast
 * @param horizon number of steps that the newest forecast looks ahead
 * @param records forecasts seen of this series since the view began
 */
public record SeriesSummary(
    String key,
    long time,
    double value,
    long stepMillis,
    String state,
    long modelVersion,
    int horizon,
    long records) {}
