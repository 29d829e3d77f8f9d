package io.tidegate.stream.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;

/** Whether the application lives and whether it forecasts now. Thread-safe. */
public final class Health {
  private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

  private final Supplier<KafkaStreams.State> state;
  private final IntSupplier waiting;
  private final Supplier<Map<Integer, Duration>> idle;
  private final List<Supplier<String>> complaints = new CopyOnWriteArrayList<>();

  /**
   * @param state of Kafka Streams
   * @param waiting number of partitions that wait for a model version
   * @param idle for how long each partition here has had no record
   */
  public Health(
      Supplier<KafkaStreams.State> state,
      IntSupplier waiting,
      Supplier<Map<Integer, Duration>> idle) {
    this.state = state;
    this.waiting = waiting;
    this.idle = idle;
  }

  /**
   * Adds something to what is told to people.
   *
   * @param complaint in a few words; empty while there is none
   */
  public void tell(Supplier<String> complaint) {
    complaints.add(complaint);
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
        + (partitions == 0 ? "" : ", " + partitions + " partitions wait for a model version")
        + silence()
        + complaints.stream()
            .map(Supplier::get)
            .filter(complaint -> !complaint.isEmpty())
            .map(complaint -> ", " + complaint)
            .collect(Collectors.joining());
  }

  /** A silent partition is nothing wrong here, but there no series can be missed. */
  private String silence() {
    return idle.get().entrySet().stream()
        .filter(partition -> partition.getValue().compareTo(WORTH_TELLING) >= 0)
        .max(Map.Entry.comparingByValue())
        .map(
            p ->
                ", partition "
                    + p.getKey()
                    + " without a record for "
                    + p.getValue().toSeconds()
                    + " s")
        .orElse("");
  }
}
