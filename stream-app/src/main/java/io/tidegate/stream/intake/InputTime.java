package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.replay.ReplayException;
import io.tidegate.stream.replay.TimeFormat;
import io.tidegate.stream.topology.RefusedRecordException;
import io.tidegate.wire.ConfigurationException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a record's event time. Immutable, thread-safe. */
final class InputTime {
  private static final String AUTO = "auto";
  private static final String ISO = "iso";

  /** Places that the decimal point moves to the right, from the unit to milliseconds. */
  private static final Map<String, Integer> UNITS =
      Map.of("seconds", 3, "millis", 0, "micros", -3, "nanos", -6);

  private final Optional<FieldPath> path;
  private final String format;
  private final ZoneId zone;
  private final TimeFormat text;

  /**
   * @param path of the time; empty for the record's Kafka timestamp
   * @throws ConfigurationException if the settings' format is no pattern
   */
  InputTime(Optional<FieldPath> path, InputSettings.Time settings) {
    this.path = path;
    this.format = settings.format().toLowerCase(Locale.ROOT);
    this.zone = settings.zone();
    this.text = textFormat(settings.format());
  }

  private static TimeFormat textFormat(String format) {
    String word = format.toLowerCase(Locale.ROOT);
    if (word.equals(AUTO) || word.equals(ISO)) {
      return TimeFormat.iso();
    }
    if (UNITS.containsKey(word)) {
      return TimeFormat.epoch();
    }
    try {
      return TimeFormat.of(format);
    } catch (ReplayException e) {
      throw new ConfigurationException(
          InputSettings.TIME_FORMAT
              + ": expected auto, seconds, millis, micros, nanos, iso or a pattern such as d.M.yyyy"
              + " H:mm, found "
              + format);
    }
  }

  /**
   * The event time in milliseconds since 1970-01-01T00:00Z.
   *
   * @param timestamp the record's Kafka timestamp
   * @throws RefusedRecordException if there is none where it should be
   */
  long read(Fields fields, long timestamp) {
    return path.isEmpty() ? timestamp : millis(path.get(), fields.at(path.get()));
  }

  private long millis(FieldPath from, Cell cell) {
    try {
      if (cell instanceof Cell.Moment moment) {
        return moment.time().toEpochMilli();
      }
      if (cell instanceof Cell.Amount || cell instanceof Cell.Words) {
        return millis(cell.text().strip());
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw RefusedRecordException.at(
          from.text(), expected(), cell.describe() + " (" + e.getMessage() + ")");
    }
    throw RefusedRecordException.at(from.text(), expected(), cell.describe());
  }

  private long millis(String written) {
    Integer places = UNITS.get(format);
    if (places != null) {
      return number(written).movePointRight(places).longValue();
    }
    boolean epoch = format.equals(AUTO) && written.matches("-?\\d+(\\.\\d+)?([eE]\\+?\\d{1,2})?");
    return (epoch ? TimeFormat.epoch() : text).parse(written).millis(zone, Long.MIN_VALUE);
  }

  private static BigDecimal number(String written) {
    try {
      return new BigDecimal(written);
    } catch (NumberFormatException e) {
      throw new DateTimeException("no number", e);
    }
  }

  private String expected() {
    return switch (format) {
      case AUTO -> "a time, as an epoch or in ISO 8601";
      case ISO -> "a time in ISO 8601";
      case "seconds", "millis", "micros", "nanos" -> format + " since 1970";
      default -> "a time written as " + text;
    };
  }
}
