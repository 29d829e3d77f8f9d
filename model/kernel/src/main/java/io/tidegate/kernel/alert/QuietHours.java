package io.tidegate.kernel.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours of each day in which nothing is told, in local time.
 *
 * @param from inclusive
 * @param to exclusive; before {@code from}: the hours cross midnight
 */
public record QuietHours(LocalTime from, LocalTime to) {
  /**
   * Checks that they differ.
   *
   * @throws IllegalArgumentException if both are the same
   */
  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "expected quiet hours that begin and end at different times, found " + from + "-" + to);
    }
  }

  boolean hold(long time, ZoneId zone) {
    LocalTime local = Instant.ofEpochMilli(time).atZone(zone).toLocalTime();
    boolean begun = !local.isBefore(from);
    boolean over = !local.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }

  /** When they are next over: {@code time} itself unless they hold. */
  long over(long time, ZoneId zone) {
    if (!hold(time, zone)) {
      return time;
    }
    ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
    ZonedDateTime end = local.with(to);
    return (end.isAfter(local) ? end : local.plusDays(1).with(to)).toInstant().toEpochMilli();
  }
}
