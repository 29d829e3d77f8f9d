package io.tidegate.kernel.alert;

/**
 * One accepted observation as the alerts see it. Times of one series ascend.
 *
 * @param offset where it stands in its input partition
 * @param time event time, milliseconds since 1970-01-01T00:00Z
 * @param value finite, in the unit of the series
 * @param stepMillis sampling interval; 0 while it is unknown
 * @param expected null where nothing was said of it: the first row, and after a gap
 */
public record Reading(long offset, long time, double value, long stepMillis, Expected expected) {}
