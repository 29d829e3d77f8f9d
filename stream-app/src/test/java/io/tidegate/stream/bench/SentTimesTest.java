package io.tidegate.stream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentTimesTest {
  private final SentTimes times = new SentTimes();

  @Test
  void theTimeOfARecordIsFoundByPartitionAndOffset() {
    times.sent(0, 500, 11);
    times.sent(1, 500, 22);
    times.sent(0, 300_000, 33);
    assertThat(times.of(0, 500)).isEqualTo(11);
    assertThat(times.of(1, 500)).isEqualTo(22);
    assertThat(times.of(0, 300_000)).isEqualTo(33);
  }

  @Test
  void recordsOfEarlierTurnsHaveNone() {
    times.sent(0, 500, 11);
    assertThat(times.of(0, 499)).isEqualTo(SentTimes.NONE);
    assertThat(times.of(0, 501)).isEqualTo(SentTimes.NONE);
    assertThat(times.of(0, 1L << 40)).isEqualTo(SentTimes.NONE);
    assertThat(times.of(7, 500)).isEqualTo(SentTimes.NONE);
  }
}
