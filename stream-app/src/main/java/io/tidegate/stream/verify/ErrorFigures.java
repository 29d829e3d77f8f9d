package io.tidegate.stream.verify;

/**
 * How good forecasts were.
 *
 * @param meanAbsolute mean absolute error
 * @param rootMeanSquare root of the mean squared error
 * @param held share of the actuals within the widest interval
 */
public record ErrorFigures(double meanAbsolute, double rootMeanSquare, double held) {}
