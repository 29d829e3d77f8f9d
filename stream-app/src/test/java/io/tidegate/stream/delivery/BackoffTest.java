package io.tidegate.stream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final Backoff backoff = new Backoff(now::get);

  @Test
  void eachFailureDoublesTheWaitUpToAMinute() {
    List<Long> waits = new ArrayList<>();
    assertThat(backoff.remaining()).isZero();
    for (int i = 0; i < 9; i++) {
      backoff.failed(Optional.empty());
      waits.add(backoff.remaining().toSeconds());
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(backoff.remaining()).isEqualTo(Duration.ofSeconds(1));
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(backoff.remaining()).isZero();
    backoff.reset();
    backoff.failed(Optional.empty());
    assertThat(backoff.remaining()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aReceiverMayAskForALongerWaitButNotForMoreThanAMinute() {
    backoff.failed(Optional.of(Duration.ofSeconds(7)));
    assertThat(backoff.remaining()).isEqualTo(Duration.ofSeconds(7));
    backoff.failed(Optional.of(Duration.ZERO));
    assertThat(backoff.remaining()).isEqualTo(Duration.ofSeconds(2));
    backoff.failed(Optional.of(Duration.ofDays(1)));
    assertThat(backoff.remaining()).isEqualTo(Duration.ofMinutes(1));
  }
}
