package io.tidegate.stream.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Fills a registry, and counts what is refused. One thread. */
public final class ModelIntake {
  private final ModelRegistry registry;
  private final Counter refusedModels;
  private final Counter refusedDecisions;

  /** Makes the one that fills {@code registry}. */
  public ModelIntake(ModelRegistry registry, MeterRegistry meters) {
    this.registry = registry;
    this.refusedModels =
        counter(meters, "tidegate.models.refused", "Snapshots that cannot be used");
    this.refusedDecisions =
        counter(meters, "tidegate.decisions.refused", "Decisions that are not followed");
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  /** Takes the next record of the models topic; key and value as they came, either may be null. */
  public void snapshot(byte[] key, byte[] value) {
    registry
        .offer(key, value)
        .filter(entry -> entry.state() == ModelEntry.State.REFUSED)
        .ifPresent(entry -> refusedModels.increment());
  }

  /** Takes the next record of the decisions topic; the value as it came, it may be null. */
  public void decision(byte[] value) {
    registry.decide(value).ifPresent(refusal -> refusedDecisions.increment());
  }
}
