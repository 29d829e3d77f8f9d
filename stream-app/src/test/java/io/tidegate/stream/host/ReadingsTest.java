package io.tidegate.stream.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final Readings readings = new Readings();

  @Test
  void aCounterIsARatePerSecondOfTheTimeThatPassed() {
    readings.begin(0);
    readings.counter("bytes", 1_000);
    assertThat(readings.values()).isEmpty();
    readings.begin(2_000_000_000L);
    readings.counter("bytes", 1_500);
    assertThat(readings.values()).containsExactly(entry("bytes", 250.0));
  }

  @Test
  void aCounterThatWasResetGivesNoRate() {
    readings.begin(0);
    readings.counter("bytes", 1_000);
    readings.begin(1_000_000_000L);
    readings.counter("bytes", 10);
    assertThat(readings.values()).isEmpty();
    readings.begin(2_000_000_000L);
    readings.counter("bytes", 30);
    assertThat(readings.values()).containsExactly(entry("bytes", 20.0));
  }

  @Test
  void whatIsNotFiniteIsNoReading() {
    readings.begin(0);
    readings.gauge("load", Double.NaN);
    readings.gauge("heap", 12);
    assertThat(readings.values()).containsExactly(entry("heap", 12.0));
  }
}
