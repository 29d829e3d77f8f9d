package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.Detector;
import io.tidegate.kernel.alert.Direction;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Rank;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** Says in one or two plain sentences what a notice means. The same notice gives the same text. */
final class AlertText {
  private static final MathContext DIGITS = new MathContext(6);
  private static final int LONGEST_PLAIN = 15;
  private static final double MOST_WEEKS = 1_000;

  private AlertText() {}

  /**
   * @param lastTime event time of the series' newest observation, milliseconds
   */
  static String of(Notice notice, long lastTime) {
    return switch (notice.change()) {
      case OPENED -> what(notice, lastTime) + howUnusual(notice);
      case ESCALATED -> "More severe than before: " + what(notice, lastTime) + howUnusual(notice);
      case RESOLVED -> over(notice);
    };
  }

  private static String what(Notice notice, long lastTime) {
    String side = side(notice.direction());
    return switch (notice.kind()) {
      case SPIKE ->
          (offForecast(notice) ? "Spike" + side : unusualBy(notice)) + ": " + came(notice);
      case LEVEL_SHIFT -> "The values stay at another level" + side + ": " + came(notice);
      case VARIANCE_CHANGE -> "The values scatter more than they did: " + came(notice);
      case FLAT_LINE -> "One value over and over, as of a sensor that is stuck: " + came(notice);
      case SEASONAL_MISFIT -> "Usual values, but not at this time: " + came(notice);
      case OUT_OF_RANGE -> "Outside what the series can be: " + came(notice);
      case MISSING_DATA ->
          "No value since "
              + Instant.ofEpochMilli(lastTime).truncatedTo(ChronoUnit.SECONDS)
              + ", for "
              + span(notice.time() - lastTime)
              + ".";
    };
  }

  /** Whether the value lies off its forecast on the side of the alert; else nobody sees a spike. */
  private static boolean offForecast(Notice notice) {
    Expected expected = notice.expected();
    if (notice.value() == null || expected == null) {
      return true;
    }
    boolean above = notice.value() > expected.high();
    boolean below = notice.value() < expected.low();
    return switch (notice.direction()) {
      case ABOVE -> above;
      case BELOW -> below;
      case NONE -> above || below;
    };
  }

  /** What the detector with the largest score has seen. */
  private static String unusualBy(Notice notice) {
    Detector detector =
        notice.parts().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(Detector.FORECAST);
    return switch (detector) {
      case RANGE -> "Outside of all values so far";
      case SEASONAL -> "Far from the usual of this hour";
      case LEVEL -> "The newest values together lie far from the level of the series";
      case FAST_SHAPE, SLOW_SHAPE -> "The newest values together look like none before";
      case FORECAST -> "Far from what was forecast";
      case SCATTER -> "The newest values scatter more than they did";
      case REPEATS -> "One value over and over";
    };
  }

  private static String side(Direction direction) {
    return switch (direction) {
      case ABOVE -> " upwards";
      case BELOW -> " downwards";
      case NONE -> "";
    };
  }

  private static String came(Notice notice) {
    if (notice.value() == null) {
      return "no value came with this.";
    }
    String value = number(notice.value());
    Expected expected = notice.expected();
    return expected == null
        ? value + " came, and nothing was forecast for it."
        : value
            + " came where "
            + number(expected.point())
            + " was expected ("
            + number(expected.low())
            + " to "
            + number(expected.high())
            + ").";
  }

  private static String howUnusual(Notice notice) {
    if (notice.kind() == Kind.MISSING_DATA) {
      return "";
    }
    StringBuilder text = new StringBuilder(" ");
    Rank rank = notice.rank();
    if (rank != null) {
      text.append("It lies farther ").append(whence(notice.direction()));
      text.append(
          String.format(
              Locale.ROOT,
              " the usual of this hour than %,d of %,d values; ",
              rank.than(),
              rank.of()));
      text.append("without any incident this comes ");
    } else {
      text.append("Without any incident this comes ");
    }
    text.append(rate(notice.perWeek()));
    return text.append(notice.calibrated() ? "." : ", going by other series (uncalibrated).")
        .toString();
  }

  private static String whence(Direction direction) {
    return switch (direction) {
      case ABOVE -> "above";
      case BELOW -> "below";
      case NONE -> "from";
    };
  }

  private static String rate(double perWeek) {
    if (perWeek >= 1.5) {
      return "about " + String.format(Locale.ROOT, "%,.0f", perWeek) + " times a week";
    }
    if (perWeek > 0.7) {
      return "about once a week";
    }
    double weeks = 1 / perWeek;
    return weeks > MOST_WEEKS
        ? String.format(Locale.ROOT, "less than once in %,.0f weeks", MOST_WEEKS)
        : String.format(Locale.ROOT, "about once in %,.0f weeks", weeks);
  }

  private static String over(Notice notice) {
    String after = " after " + span(notice.time() - notice.opened());
    return switch (notice.resolution()) {
      case NORMAL -> "Over" + after + ": the series is again as it was.";
      case NEW_NORMAL -> "Over" + after + ": it stays different, and the series has adapted to it.";
      case DATA_CAME_BACK ->
          "Data came back"
              + after
              + (notice.value() == null ? "." : ": " + number(notice.value()) + ".");
      case FALSE_POSITIVE -> "Ended" + after + ": somebody said that it was no incident.";
      case EXPECTED -> "Ended" + after + ": somebody said that it was to be expected.";
      case SERIES_CHANGED ->
          "Ended"
              + after
              + ": somebody reset or forgot the series, or imported another state of it.";
      case EXPIRED -> "Ended" + after + ": the series was silent for so long that it is forgotten.";
    };
  }

  private static String span(long millis) {
    Duration span = Duration.ofMillis(Math.max(0, millis));
    if (span.toDays() > 2) {
      return span.toDays() + " days";
    }
    if (span.toHours() > 2) {
      return span.toHours() + " hours";
    }
    return span.toMinutes() > 2 ? span.toMinutes() + " minutes" : span.toSeconds() + " seconds";
  }

  /** Six digits, without the noise of binary fractions. */
  static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= LONGEST_PLAIN ? plain : rounded.toString();
  }
}
