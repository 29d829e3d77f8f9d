package io.tidegate.stream.view;

/**
 * The model version that an input partition uses.
 *
 * @param partition partition of the observations topic
 * @param modelName name of the model
 * @param version its version
 * @param sinceOffset first offset that was processed under it
 */
public record PartitionUse(int partition, String modelName, long version, long sinceOffset) {}
