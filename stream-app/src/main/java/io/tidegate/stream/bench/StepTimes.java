package io.tidegate.stream.bench;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The application's own meters, with exact percentiles of the time of a step. Thread-safe. */
final class StepTimes {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  StepTimes() {
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public DistributionStatisticConfig configure(
                  Meter.Id id, DistributionStatisticConfig configured) {
                return DistributionStatisticConfig.builder()
                    .percentiles(.5, .99, .999)
                    .percentilePrecision(2)
                    .percentilesHistogram(false)
                    .expiry(Duration.ofDays(1))
                    .bufferLength(1)
                    .build()
                    .merge(configured);
              }
            });
  }

  /** Where a topology registers its meters. */
  SimpleMeterRegistry registry() {
    return registry;
  }

  /** Of all steps so far, microseconds. */
  BenchResult.Percentiles micros() {
    Timer timer = registry.get("tidegate.step.time").timer();
    ValueAtPercentile[] values = timer.takeSnapshot().percentileValues();
    return new BenchResult.Percentiles(micros(values[0]), micros(values[1]), micros(values[2]));
  }

  private static double micros(ValueAtPercentile value) {
    return value.value(TimeUnit.MICROSECONDS);
  }
}
