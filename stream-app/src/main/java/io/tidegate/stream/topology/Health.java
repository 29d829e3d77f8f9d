package io.tidegate.stream.topology;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Whether the application lives and whether it forecasts now. Thread-safe. */
public final class Health {
  private final Supplier<KafkaStreams.State> state;
  private final IntSupplier waiting;

  /**
   * @param state of Kafka Streams
   * @param waiting number of partitions that wait for a model version
   */
  public Health(Supplier<KafkaStreams.State> state, IntSupplier waiting) {
    this.state = state;
    this.waiting = waiting;
  }

  /** False once only a restart helps. */
  public boolean live() {
    return switch (state.get()) {
      case PENDING_ERROR, ERROR -> false;
      default -> true;
    };
  }

  /**
   * True while observations are turned into forecasts: the streams run (which they do only after
   * the models topic was read to its end) and no partition waits for a model version.
   */
  public boolean ready() {
    return state.get() == KafkaStreams.State.RUNNING && waiting.getAsInt() == 0;
  }

  /** The same in one line for people. */
  public String detail() {
    int partitions = waiting.getAsInt();
    return "streams "
        + state.get()
        + (partitions == 0 ? "" : ", " + partitions + " partitions wait for a model version");
  }
}
