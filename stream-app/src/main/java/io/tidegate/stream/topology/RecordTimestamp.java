package io.tidegate.stream.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own Kafka timestamp. One below zero (a producer may leave it out) counts as zero:
 * Kafka Streams would stop on it, or drop the record without a trace.
 */
public final class RecordTimestamp implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return of(record);
  }

  /** The same, of any record. */
  static long of(ConsumerRecord<?, ?> record) {
    return Math.max(0, record.timestamp());
  }
}
