package io.tidegate.kernel.alert;

/**
 * A value is farther from what was expected, on its side, than {@code than} of {@code of} values.
 */
public record Rank(int than, int of) {}
