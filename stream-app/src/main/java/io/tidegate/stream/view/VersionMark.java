package io.tidegate.stream.view;

/**
 * From which point on a model version forecast a series.
 *
 * @param time origin of its first forecast in view, in milliseconds
 * @param version the model version
 */
public record VersionMark(long time, long version) {}
