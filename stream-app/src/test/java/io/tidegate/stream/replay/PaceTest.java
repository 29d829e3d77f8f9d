package io.tidegate.stream.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PaceTest {
  private long now = 1_000;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);

  @Test
  void eventTimePassesSpeedTimesAsFast() {
    Pace pace = new Pace(60, clock);
    assertThat(pace.millisUntil(0)).isZero();
    assertThat(pace.millisUntil(60_000)).isEqualTo(1_000);
    now += 400;
    assertThat(pace.millisUntil(60_000)).isEqualTo(600);
  }

  @Test
  void whatIsOverdueIsSentAtOnce() {
    Pace pace = new Pace(1, clock);
    assertThat(pace.millisUntil(10_000)).isZero();
    assertThat(pace.millisUntil(5_000)).isZero();
    now += 3_000;
    assertThat(pace.millisUntil(12_000)).isZero();
  }

  @Test
  void maxNeverWaits() {
    Pace pace = Pace.parse("max");
    assertThat(pace.isMax()).isTrue();
    assertThat(pace.millisUntil(0)).isZero();
    assertThat(pace.millisUntil(Long.MAX_VALUE)).isZero();
  }

  @Test
  void aSpeedIsMaxOrAPositiveNumber() {
    assertThat(Pace.parse("2.5").isMax()).isFalse();
    for (String wrong : new String[] {"0", "-1", "fast", "NaN", ""}) {
      assertThatThrownBy(() -> Pace.parse(wrong))
          .isInstanceOf(ReplayException.class)
          .hasMessageContaining("expected max or a positive number");
    }
  }
}
