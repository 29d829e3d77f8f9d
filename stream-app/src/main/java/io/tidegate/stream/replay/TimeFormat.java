package io.tidegate.stream.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * One way to write a time. Immutable.
 *
 * <p>Parsing gives a {@link WrittenTime}, which may still depend on a zone.
 */
public abstract sealed class TimeFormat {
  /** Epoch seconds, milliseconds, microseconds or nanoseconds, told apart by their size. */
  public static final String EPOCH = "epoch";

  private final String name;

  private TimeFormat(String name) {
    this.name = name;
  }

  /** The usual formats, the more usual first where a text fits several. */
  public static List<TimeFormat> usual() {
    return List.of(
        iso(),
        pattern("yyyy/M/d[ H:mm[:ss]]"),
        pattern("M/d/yyyy[ H:mm[:ss]]"),
        pattern("M/d/yyyy h:mm[:ss] a"),
        pattern("M/d/yy[ H:mm[:ss]]"),
        pattern("d/M/yyyy[ H:mm[:ss]]"),
        pattern("d.M.yyyy[ H:mm[:ss]]"),
        pattern("d-MMM-yyyy[ H:mm[:ss]]"),
        pattern("EEE, d MMM yyyy H:mm:ss Z"),
        pattern("yyyyMMdd'T'HHmmss[X]"),
        epoch());
  }

  /**
   * The format that a user asked for.
   *
   * @throws ReplayException if {@code format} is no pattern
   */
  public static TimeFormat of(String format) {
    if (format.equalsIgnoreCase(EPOCH)) {
      return epoch();
    }
    try {
      return pattern(format);
    } catch (IllegalArgumentException e) {
      throw new ReplayException(
          "time format "
              + format
              + " is no pattern ("
              + e.getMessage()
              + "); expected epoch or a pattern such as yyyy-MM-dd HH:mm:ss");
    }
  }

  /**
   * Reads {@code text}.
   *
   * @throws DateTimeException if it is not written in this format
   */
  public abstract WrittenTime parse(String text);

  /** Whether {@code text} is written in this format. */
  public final boolean fits(String text) {
    try {
      parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The name to show a user. */
  @Override
  public final String toString() {
    return name;
  }

  /** Epoch times by their size; see {@link #EPOCH}. */
  public static TimeFormat epoch() {
    return new Epoch();
  }

  private static TimeFormat pattern(String pattern) {
    return new Pattern(pattern, new DateTimeFormatterBuilder().appendPattern(pattern));
  }

  /** ISO 8601 as people write it: a blank for the T, no seconds, any fraction, any offset. */
  public static TimeFormat iso() {
    DateTimeFormatterBuilder formatter =
        new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendPattern("-M-d[['T'][ ]H:mm[:ss]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X]");
    return new Pattern("yyyy-MM-dd HH:mm:ss (ISO 8601)", formatter);
  }

  private static final class Pattern extends TimeFormat {
    private final DateTimeFormatter formatter;

    /** Strict, for else 30 February would be read as the 29th; the era must then be told. */
    private Pattern(String name, DateTimeFormatterBuilder pattern) {
      super(name);
      this.formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .append(pattern.toFormatter(Locale.ENGLISH))
              .parseDefaulting(ChronoField.ERA, 1)
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public WrittenTime parse(String text) {
      TemporalAccessor parsed =
          formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, Pattern::startOfDay);
      return parsed instanceof OffsetDateTime offset
          ? WrittenTime.at(offset.toInstant().toEpochMilli())
          : WrittenTime.local((LocalDateTime) parsed);
    }

    private static LocalDateTime startOfDay(TemporalAccessor parsed) {
      return LocalDate.from(parsed).atTime(LocalTime.MIDNIGHT);
    }
  }

  private static final class Epoch extends TimeFormat {
    private Epoch() {
      super(EPOCH);
    }

    @Override
    public WrittenTime parse(String text) {
      BigDecimal number;
      try {
        number = new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw new DateTimeException("'" + text + "' is no number", e);
      }
      return WrittenTime.at(number.movePointRight(3 - decimals(number)).longValue());
    }

    /**
     * Decimals between the unit and a second. Times from 1973 to 5138 are told apart rightly; a
     * smaller number is taken for seconds.
     */
    private static int decimals(BigDecimal number) {
      int digits = number.precision() - number.scale();
      if (digits <= 11) {
        return 0;
      }
      return digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
    }
  }

  /** A time as written: a moment, or a local time that a zone has yet to place. */
  public record WrittenTime(LocalDateTime local, long millis) {
    static WrittenTime at(long millis) {
      return new WrittenTime(null, millis);
    }

    static WrittenTime local(LocalDateTime local) {
      return new WrittenTime(local, 0);
    }

    /**
     * The moment, in milliseconds since 1970-01-01T00:00Z.
     *
     * <p>An hour that the clocks show twice in autumn is taken for its second showing as soon as
     * the first would not lie after {@code previous}.
     *
     * @param previous moment of the row before, or {@link Long#MIN_VALUE}
     * @throws DateTimeException if the clocks of {@code zone} skipped the time in spring
     */
    public long millis(ZoneId zone, long previous) {
      if (local == null) {
        return millis;
      }
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
      if (offsets.isEmpty()) {
        throw new DateTimeException(
            local + " does not exist in zone " + zone + ", whose clocks were put forward then");
      }
      long first = local.toInstant(offsets.get(0)).toEpochMilli();
      return offsets.size() == 1 || first > previous
          ? first
          : local.toInstant(offsets.get(1)).toEpochMilli();
    }
  }
}
