package io.tidegate.stream.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.topology.RefusalCounts;

/** Counts foreign records, what was made of them, and what was refused. Thread-safe. */
final class IntakeMeters implements RefusalCounts {
  private final Counter records;
  private final Counter events;
  private final Counter refused;

  IntakeMeters(MeterRegistry meters) {
    records =
        Counter.builder("tidegate.input.records")
            .description("Records of foreign topics")
            .register(meters);
    events =
        Counter.builder("tidegate.input.events")
            .description("Events that were made of them")
            .register(meters);
    refused =
        Counter.builder("tidegate.input.dead.letters")
            .description("Records of foreign topics that were refused")
            .register(meters);
  }

  @Override
  public void record() {
    records.increment();
  }

  @Override
  public void deadLetter() {
    refused.increment();
  }

  void mapped(int made) {
    events.increment(made);
  }
}
