package io.tidegate.stream.view;

import java.util.Optional;

/**
 * A partition took another version into use.
 *
 * @param partition of the observations topic
 * @param modelName name of the model
 * @param version that took over
 * @param previous that was in use before; empty at the partition's first record
 * @param offset first offset processed under it
 * @param time when the partition journalled it, wall-clock milliseconds
 * @param errors after it relative to before; empty while no series of the partition has both
 */
public record Swap(
    int partition,
    String modelName,
    long version,
    Optional<Long> previous,
    long offset,
    long time,
    Optional<ErrorRatio> errors) {}
