package io.tidegate.stream.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Passes records on in their order, but keeps the newest observations of one series back, with what
 * came since the first of them, until it is known that they are the newest. Used by one thread.
 */
final class HeldBack {
  private record Entry(ConsumerRecord<byte[], byte[]> message, boolean observation) {}

  private final Deque<Entry> held = new ArrayDeque<>();
  private final int most;
  private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
  private int observations;

  /**
   * @param most observations that are kept back
   */
  HeldBack(int most, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    this.most = most;
    this.taker = taker;
  }

  /**
   * Takes the next record.
   *
   * @param observation whether it is one of the series
   */
  void add(ConsumerRecord<byte[], byte[]> message, boolean observation) {
    held.add(new Entry(message, observation));
    observations += observation ? 1 : 0;
    while (observations > most || (!held.isEmpty() && !held.peek().observation())) {
      pass(held.remove());
    }
  }

  private void pass(Entry entry) {
    observations -= entry.observation() ? 1 : 0;
    taker.accept(entry.message());
  }

  /** Passes on what is held, all of it but the observations after the first so many. */
  void end(int wanted, Consumer<ConsumerRecord<byte[], byte[]>> beforeTheLast) {
    int left = Math.min(wanted, observations);
    while (!held.isEmpty()) {
      Entry entry = held.remove();
      if (entry.observation() && left == 0) {
        continue;
      }
      if (entry.observation() && --left == 0) {
        beforeTheLast.accept(entry.message());
      }
      pass(entry);
    }
  }
}
