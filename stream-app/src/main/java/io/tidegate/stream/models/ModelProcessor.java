package io.tidegate.stream.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Feeds the registry from the models topic and keeps each snapshot's verdict in the global store.
 *
 * <p>The store lives in memory, so every start reads the whole topic again, through this processor
 * (Kafka Streams restores a global store with its processor since 3.8; before, it copied the
 * records past it). It runs on the thread of the global store, which must never see an exception.
 */
public final class ModelProcessor implements Processor<byte[], byte[], Void, Void> {
  /** Name of the global store: key of the snapshot, verdict in words. */
  public static final String STORE = "models";

  private final ModelRegistry registry;
  private final Counter refused;
  private KeyValueStore<String, String> verdicts;

  /** Makes the one that fills {@code registry}. */
  public ModelProcessor(ModelRegistry registry, MeterRegistry meters) {
    this.registry = registry;
    this.refused =
        Counter.builder("tidegate.models.refused")
            .description("Snapshots that cannot be used")
            .register(meters);
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    verdicts = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> snapshot) {
    registry
        .offer(snapshot.key(), snapshot.value())
        .ifPresentOrElse(this::remember, () -> forget(snapshot));
  }

  private void remember(ModelEntry entry) {
    if (entry.state() == ModelEntry.State.REFUSED) {
      refused.increment();
    }
    verdicts.put(entry.key(), entry.state() + ": " + entry.reason());
  }

  private void forget(Record<byte[], byte[]> snapshot) {
    if (snapshot.key() != null) {
      verdicts.delete(new String(snapshot.key(), StandardCharsets.UTF_8));
    }
  }
}
