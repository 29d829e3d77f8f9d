package io.tidegate.trainer.sidecar;

import io.tidegate.schema.OffsetRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads exactly some runs of offsets of a topic. One thread. */
final class RangeReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;

  RangeReader(Consumer<byte[], byte[]> consumer, String topic, Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.patience = patience;
  }

  /**
   * Gives every record of the runs to {@code taker}, those of one partition in order.
   *
   * @throws NoReceiptException if one is not there any more, or not yet
   */
  void read(
      List<OffsetRange> ranges, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<TopicPartition, OffsetRange> runs = new HashMap<>();
    for (OffsetRange range : ranges) {
      if (range.getFrom() < range.getTo()) {
        runs.put(new TopicPartition(topic, range.getPartition()), range);
      }
    }
    requireThere(runs);
    consumer.assign(runs.keySet());
    runs.forEach((partition, run) -> consumer.seek(partition, run.getFrom()));
    Set<TopicPartition> open = new HashSet<>(runs.keySet());
    long since = System.nanoTime();
    while (!open.isEmpty()) {
      boolean came = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        came = true;
        OffsetRange run = runs.get(new TopicPartition(topic, record.partition()));
        if (record.offset() < run.getTo()) {
          taker.accept(record);
        }
      }
      open.removeIf(partition -> consumer.position(partition) >= runs.get(partition).getTo());
      consumer.pause(
          runs.keySet().stream().filter(partition -> !open.contains(partition)).toList());
      since = came ? System.nanoTime() : since;
      if (!open.isEmpty() && System.nanoTime() - since > patience.toNanos()) {
        throw new NoReceiptException(
            "no further observations of " + open + " came within " + patience);
      }
    }
  }

  private void requireThere(Map<TopicPartition, OffsetRange> runs) {
    Set<Integer> there = new HashSet<>();
    TopicReader.partitions(consumer, topic).forEach(one -> there.add(one.partition()));
    runs.keySet()
        .forEach(
            partition -> {
              if (!there.contains(partition.partition())) {
                throw new NoReceiptException(
                    "no partition "
                        + partition.partition()
                        + " of "
                        + topic
                        + ": was it made anew?");
              }
            });
    Map<TopicPartition, Long> first = consumer.beginningOffsets(runs.keySet());
    Map<TopicPartition, Long> end = consumer.endOffsets(runs.keySet());
    runs.forEach(
        (partition, run) -> {
          if (first.get(partition) > run.getFrom()) {
            throw new NoReceiptException(
                "offsets "
                    + run.getFrom()
                    + " to "
                    + (Math.min(first.get(partition), run.getTo()) - 1)
                    + " of "
                    + partition
                    + " are no longer retained: the first is "
                    + first.get(partition)
                    + "; a longer retention keeps later versions provable");
          }
          if (end.get(partition) < run.getTo()) {
            throw new NoReceiptException(
                partition
                    + " ends at offset "
                    + end.get(partition)
                    + ", before "
                    + run.getTo()
                    + ": was it made anew?");
          }
        });
  }
}
