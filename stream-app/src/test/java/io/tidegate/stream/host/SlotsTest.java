package io.tidegate.stream.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private long now;
  private final Slots slots = new Slots(() -> Instant.ofEpochMilli(now), Duration.ofSeconds(1));

  @Test
  void aTickThatComesLateStillGetsItsSecond() {
    now = 5_000;
    assertThat(slots.take()).hasValue(5_000);
    now = 6_950;
    assertThat(slots.take()).hasValue(6_000);
    now = 7_001;
    assertThat(slots.take()).hasValue(7_000);
  }

  @Test
  void aSlotIsHandedOutOnce() {
    now = 5_000;
    assertThat(slots.take()).hasValue(5_000);
    now = 5_999;
    assertThat(slots.take()).isEmpty();
  }

  @Test
  void aMissedSlotIsNotMadeUpFor() {
    now = 5_000;
    assertThat(slots.take()).hasValue(5_000);
    now = 8_300;
    assertThat(slots.take()).hasValue(8_000);
    assertThat(slots.take()).isEmpty();
  }

  @Test
  void aClockThatIsPutBackGetsNoSlotTwice() {
    now = 9_000;
    assertThat(slots.take()).hasValue(9_000);
    now = 4_000;
    assertThat(slots.take()).isEmpty();
    assertThat(slots.millisUntilNext()).isEqualTo(2_000);
    now = 10_000;
    assertThat(slots.take()).hasValue(10_000);
  }

  @Test
  void theWaitEndsWhereTheNextFreeSlotBegins() {
    now = 5_300;
    assertThat(slots.millisUntilNext()).isEqualTo(700);
    slots.take();
    assertThat(slots.millisUntilNext()).isEqualTo(700);
    now = 6_000;
    assertThat(slots.take()).hasValue(6_000);
    assertThat(slots.millisUntilNext()).isEqualTo(1_000);
  }
}
