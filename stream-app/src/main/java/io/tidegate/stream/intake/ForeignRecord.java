package io.tidegate.stream.intake;

/**
 * What a foreign record says beside its value.
 *
 * @param key as it came; may be null
 * @param timestamp Kafka's, milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record ForeignRecord(String topic, byte[] key, long timestamp) {}
