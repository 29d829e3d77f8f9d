package io.tidegate.stream.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** What became of the events that one receiver was to be told of. */
final class DeliveryMeters {
  private static final String RECEIVER = "receiver";

  private final Counter delivered;
  private final Counter failed;
  private final Counter skipped;

  /**
   * @param failing failures in a row of the event that waits
   */
  DeliveryMeters(MeterRegistry registry, String receiver, IntSupplier failing) {
    delivered =
        Counter.builder("tidegate.alert.delivered")
            .description("Events of alerts that a receiver took")
            .tag(RECEIVER, receiver)
            .register(registry);
    failed =
        Counter.builder("tidegate.alert.delivery.failures")
            .description("Tries that a receiver did not take")
            .tag(RECEIVER, receiver)
            .register(registry);
    skipped =
        Counter.builder("tidegate.alert.skipped")
            .description("Events of alerts that were passed over: refused, or not readable")
            .tag(RECEIVER, receiver)
            .register(registry);
    Gauge.builder("tidegate.alert.delivery.failing", failing, IntSupplier::getAsInt)
        .description("Failures in a row of the event that waits to be delivered; 0: none waits")
        .tag(RECEIVER, receiver)
        // Held weakly it would be collected, as nobody else keeps it, and read as no number.
        .strongReference(true)
        .register(registry);
  }

  void delivered() {
    delivered.increment();
  }

  void failed() {
    failed.increment();
  }

  void skipped() {
    skipped.increment();
  }
}
