package io.tidegate.trainer.backtest;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** The ways in which files write a time. One without an offset is taken as UTC. */
final class TimeFormat {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendOptional(pattern("yyyy-MM-dd['T'][' ']HH:mm[:ss][.SSS][XXX]"))
          .appendOptional(pattern("yyyy-MM-dd"))
          .appendOptional(pattern("M/d/yyyy H:mm[:ss]"))
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT);

  private TimeFormat() {}

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /**
   * Milliseconds since 1970-01-01T00:00Z.
   *
   * @throws IllegalArgumentException if no format fits
   */
  static long millis(String text) {
    try {
      TemporalAccessor parsed = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime offset
          ? offset.toInstant().toEpochMilli()
          : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time such as 2016-07-01 00:00:00 or 7/1/2016 0:00, found '" + text + "'", e);
    }
  }
}
