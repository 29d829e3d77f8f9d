package io.tidegate.stream.log;

import io.tidegate.stream.topology.ClusterException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Moves through a part of one partition, in order. Used by one thread. */
public interface LogCursor extends AutoCloseable {
  /**
   * The next record; none at the end.
   *
   * @throws ClusterException if the cluster stops answering
   */
  Optional<ConsumerRecord<byte[], byte[]>> next();

  @Override
  void close();
}
