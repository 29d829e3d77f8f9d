package io.tidegate.stream.log;

import io.tidegate.stream.topology.ClusterException;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;

/** Where single records are written to. */
public interface TopicWriter {
  /** Where a record lies in its topic. */
  record Place(int partition, long offset) {}

  /**
   * Writes one record and waits until it is kept.
   *
   * @param partition empty for the one that Kafka's producers choose by the key
   * @throws ClusterException if the cluster does not take it
   */
  Place write(String topic, OptionalInt partition, byte[] key, SpecificRecord event);
}
