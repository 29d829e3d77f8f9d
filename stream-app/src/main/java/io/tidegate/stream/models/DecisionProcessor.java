package io.tidegate.stream.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Feeds the registry from the decisions topic. Every start reads the whole topic again, through
 * this processor, like {@link ModelProcessor}; nothing is kept in its global store. It runs on the
 * thread of the global stores, which must never see an exception.
 */
public final class DecisionProcessor implements Processor<byte[], byte[], Void, Void> {
  /** Name of the global store that the topology asks for; it stays empty. */
  public static final String STORE = "model-decisions";

  private final ModelRegistry registry;
  private final Counter refused;

  /** Makes the one that fills {@code registry}. */
  public DecisionProcessor(ModelRegistry registry, MeterRegistry meters) {
    this.registry = registry;
    this.refused =
        Counter.builder("tidegate.decisions.refused")
            .description("Decisions that are not followed")
            .register(meters);
  }

  @Override
  public void process(Record<byte[], byte[]> decision) {
    registry.decide(decision.value()).ifPresent(refusal -> refused.increment());
  }
}
