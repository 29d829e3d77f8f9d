package io.tidegate.stream.view;

/**
 * Size of a set of errors.
 *
 * @param meanAbsolute mean of the absolute errors
 * @param rootMeanSquare square root of the mean of the squared errors
 */
public record Measure(double meanAbsolute, double rootMeanSquare) {}
