package io.tidegate.stream.log;

import io.tidegate.stream.topology.ClusterException;
import java.util.List;

/**
 * Topics as they are committed. Reading them leaves no trace: no group, no commit, no topic made.
 *
 * <p>Every method throws {@link ClusterException} if the cluster stops answering. One thread.
 */
public interface TopicLog extends AutoCloseable {
  /** The numbers of a topic's partitions, ascending; none if the topic is not there. */
  List<Integer> partitions(String topic);

  /** The earliest offset that is still retained. */
  long begin(String topic, int partition);

  /** The offset up to which everything is committed now. */
  long end(String topic, int partition);

  /**
   * Opens a part of a partition.
   *
   * @param from first offset
   * @param end the offset before which it stops
   */
  LogCursor open(String topic, int partition, long from, long end);

  /** Opens all that a partition holds now. */
  default LogCursor open(String topic, int partition) {
    return open(topic, partition, begin(topic, partition), end(topic, partition));
  }

  @Override
  void close();
}
