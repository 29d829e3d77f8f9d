package io.tidegate.stream.host;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Hands out the slots of a clock, each once and in order: a tick that comes late still gets the
 * slot that it falls into, a second tick in one slot and a tick of a clock that was put back get
 * none. One thread.
 */
final class Slots {
  private final InstantSource clock;
  private final long step;
  private long taken = Long.MIN_VALUE;

  Slots(InstantSource clock, Duration step) {
    this.clock = clock;
    this.step = step.toMillis();
  }

  /** Milliseconds until the next slot that is free begins; at least 1. */
  long millisUntilNext() {
    long now = clock.millis();
    long next = Math.max(start(now), taken) + step;
    // A clock that was put far back would else make the caller wait for as long.
    return Math.min(next - now, 2 * step);
  }

  /** Takes the slot that the clock stands in: its start in milliseconds, or nothing. */
  OptionalLong take() {
    long slot = start(clock.millis());
    if (slot <= taken) {
      return OptionalLong.empty();
    }
    taken = slot;
    return OptionalLong.of(slot);
  }

  private long start(long millis) {
    return Math.floorDiv(millis, step) * step;
  }
}
