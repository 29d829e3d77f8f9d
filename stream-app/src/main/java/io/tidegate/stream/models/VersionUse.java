package io.tidegate.stream.models;

import java.util.OptionalLong;

/**
 * A version at work on one partition.
 *
 * @param partition of the observations topic
 * @param from first offset processed under it
 * @param to the offset before which another took over; none while it is in use
 */
public record VersionUse(int partition, long from, OptionalLong to) {}
