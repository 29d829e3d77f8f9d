package io.tidegate.stream.replay;

import java.time.InstantSource;
import java.util.Locale;

/** How fast recorded time passes when it is replayed. One thread. */
public final class Pace {
  private static final double MAX = Double.POSITIVE_INFINITY;

  private final double speed;
  private final InstantSource clock;
  private long firstEvent;
  private long firstMoment;
  private boolean started;

  /** Made by {@link #of(double)} outside of tests. */
  Pace(double speed, InstantSource clock) {
    this.speed = speed;
    this.clock = clock;
  }

  /** As fast as possible. */
  public static Pace max() {
    return of(MAX);
  }

  /** The data's own pace times {@code speed}, a positive number. */
  public static Pace of(double speed) {
    return new Pace(speed, InstantSource.system());
  }

  /**
   * Reads what a user wrote.
   *
   * @param text {@code max} or a positive number
   * @throws ReplayException if it is neither
   */
  public static Pace parse(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("max")) {
      return max();
    }
    var speed = Cells.number(text.strip());
    if (speed.isEmpty() || speed.getAsDouble() <= 0) {
      throw new ReplayException(
          "speed " + text + ": expected max or a positive number such as 60 (a minute a second)");
    }
    return of(speed.getAsDouble());
  }

  /** Whether nothing is ever waited for. */
  public boolean isMax() {
    return speed == MAX;
  }

  /** Milliseconds from now until an event of that time is due; 0 if it is already. */
  long millisUntil(long eventTime) {
    if (isMax()) {
      return 0;
    }
    long now = clock.millis();
    if (!started) {
      started = true;
      firstEvent = eventTime;
      firstMoment = now;
    }
    long due = firstMoment + (long) ((eventTime - firstEvent) / speed);
    return Math.max(0, due - now);
  }
}
