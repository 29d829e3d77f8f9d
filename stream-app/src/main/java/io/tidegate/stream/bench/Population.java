package io.tidegate.stream.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * The series that are measured, many of them copies of a few warm ones under names of their own. A
 * few dozen bytes each. Thread-safe.
 */
final class Population {
  /** Length of a name. */
  static final int KEY_BYTES = 13;

  private final WarmStates warm;
  private final byte[][] keys;
  private final int[] partitions;

  /**
   * @param partitions of the observations topic
   */
  Population(WarmStates warm, int series, int partitions) {
    this.warm = warm;
    this.keys = new byte[series][];
    this.partitions = new int[series];
    for (int one = 0; one < series; one++) {
      keys[one] = name(one).getBytes(StandardCharsets.UTF_8);
      this.partitions[one] = BuiltInPartitioner.partitionForKey(keys[one], partitions);
    }
  }

  int size() {
    return keys.length;
  }

  String name(int one) {
    return String.format(Locale.ROOT, "bench-%07d", one);
  }

  byte[] key(int one) {
    return keys[one];
  }

  int partition(int one) {
    return partitions[one];
  }

  /** The state with which a series begins. */
  byte[] state(int one) {
    return warm.states().get(one % warm.count());
  }

  /** A place in the rows of all series; for one thread. */
  final class Cursor {
    private final byte[][] values = new byte[warm.count()][];
    private long row;
    private int next;

    /** At the first row after those that the states have seen. */
    Cursor() {
      this(WarmStates.nextRow(), 0);
    }

    private Cursor(long row, int next) {
      this.row = row;
      this.next = next;
      encode();
    }

    /** One that goes on from here by itself. */
    Cursor copy() {
      return new Cursor(row, next);
    }

    private void encode() {
      for (int one = 0; one < values.length; one++) {
        values[one] = warm.record(one, row);
      }
    }

    /** The next observation of the next series. */
    ProducerRecord<byte[], byte[]> next(String topic) {
      int one = next++;
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, partitions[one], keys[one], values[one % values.length]);
      if (next == keys.length) {
        next = 0;
        row++;
        encode();
      }
      return record;
    }
  }
}
