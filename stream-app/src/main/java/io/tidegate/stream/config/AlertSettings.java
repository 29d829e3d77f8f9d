package io.tidegate.stream.config;

import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.QuietHours;
import io.tidegate.kernel.alert.Severities;
import io.tidegate.kernel.alert.Severity;
import io.tidegate.kernel.alert.Side;
import io.tidegate.kernel.model.Size;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.GlobRules;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the user wants of each series' alerts, and when a silent series is forgotten. Thread-safe.
 */
public final class AlertSettings {
  /** So many names are remembered at most; beyond it their rules are looked up anew. */
  private static final int MOST_REMEMBERED = 100_000;

  private record Least(double absolute, double relative) {}

  private record Limits(double low, double high) {}

  private final AlertRules common;
  private final GlobRules<Boolean> off;
  private final GlobRules<Double> perWeek;
  private final GlobRules<Side> sides;
  private final GlobRules<Least> leasts;
  private final GlobRules<Limits> limits;
  private final GlobRules<Optional<QuietHours>> quiet;
  private final GlobRules<Severities> severities;
  private final GlobRules<Integer> missing;
  private final boolean same;
  private final Map<String, AlertRules> remembered = new ConcurrentHashMap<>();
  private final Duration expire;

  private AlertSettings(Configuration from, Size size) {
    AlertRules usual = AlertRules.defaults();
    common =
        new AlertRules(
            from.string(AlertKeys.ALERT).equals("on"),
            from.number(AlertKeys.PER_WEEK),
            usual.side(),
            usual.leastAbsolute(),
            usual.leastRelative(),
            usual.low(),
            usual.high(),
            usual.quiet(),
            from.integer(AlertKeys.MISSING),
            usual.severities(),
            size);
    off = GlobRules.anyOf(from.list(AlertKeys.OFF));
    perWeek =
        rules(
            from,
            AlertKeys.PER_WEEK_PATTERNS,
            "GLOB=NUMBER",
            AlertSettings::rate,
            common.perWeek());
    sides =
        rules(
            from, AlertKeys.SIDE, "GLOB=rise, =drop or =both", AlertSettings::side, common.side());
    leasts =
        rules(
            from,
            AlertKeys.LEAST,
            "GLOB=NUMBER or =NUMBER%",
            AlertSettings::least,
            new Least(0, 0));
    limits =
        rules(
            from,
            AlertKeys.LIMITS,
            "GLOB=LOW..HIGH",
            AlertSettings::limits,
            new Limits(common.low(), common.high()));
    quiet =
        rules(
            from,
            AlertKeys.QUIET,
            "GLOB=22:00-06:00",
            AlertSettings::quiet,
            Optional.<QuietHours>empty());
    severities =
        rules(
            from,
            AlertKeys.SEVERITY,
            "GLOB=info/warning/critical",
            AlertSettings::severities,
            common.severities());
    missing =
        rules(
            from,
            AlertKeys.MISSING_PATTERNS,
            "GLOB=STEPS",
            AlertSettings::steps,
            common.missingSteps());
    same =
        Stream.of(
                AlertKeys.OFF,
                AlertKeys.PER_WEEK_PATTERNS,
                AlertKeys.SIDE,
                AlertKeys.LEAST,
                AlertKeys.LIMITS,
                AlertKeys.QUIET,
                AlertKeys.SEVERITY,
                AlertKeys.MISSING_PATTERNS)
            .allMatch(key -> from.list(key).isEmpty());
    expire =
        from.string(AlertKeys.EXPIRE).equals(AlertKeys.NONE)
            ? null
            : from.duration(AlertKeys.EXPIRE);
  }

  /**
   * Reads and checks.
   *
   * @throws ConfigurationException with one line that names the key
   */
  static AlertSettings of(Configuration from, Size size) {
    return new AlertSettings(from, size);
  }

  /** What holds for the series called {@code name}. */
  public AlertRules rules(String name) {
    if (same) {
      return common;
    }
    AlertRules known = remembered.get(name);
    if (known == null) {
      known = lookUp(name);
      if (remembered.size() < MOST_REMEMBERED) {
        remembered.put(name, known);
      }
    }
    return known;
  }

  private AlertRules lookUp(String name) {
    Least least = leasts.valueOf(name);
    Limits limit = limits.valueOf(name);
    return new AlertRules(
        common.on() && !off.valueOf(name),
        perWeek.valueOf(name),
        sides.valueOf(name),
        least.absolute(),
        least.relative(),
        limit.low(),
        limit.high(),
        quiet.valueOf(name).orElse(null),
        missing.valueOf(name),
        severities.valueOf(name),
        common.size());
  }

  /** Silence after which a series is forgotten, in milliseconds; {@link Long#MAX_VALUE}: never. */
  public long expireMillis() {
    return expire == null ? Long.MAX_VALUE : expire.toMillis();
  }

  private static <T> GlobRules<T> rules(
      Configuration from, String key, String expected, Function<String, T> reader, T common) {
    try {
      return GlobRules.of(
          from.list(key),
          expected,
          text -> {
            try {
              return reader.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
              String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
              throw new IllegalArgumentException(
                  "expected " + expected + ", found " + text + why, e);
            }
          },
          common);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(key + ": " + e.getMessage());
    }
  }

  private static double rate(String text) {
    double rate = Double.parseDouble(text);
    if (!AlertKeys.isRate(rate)) {
      throw new IllegalArgumentException("a number above 0");
    }
    return rate;
  }

  private static Side side(String text) {
    return Side.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static Least least(String text) {
    boolean relative = text.endsWith("%");
    double number = Double.parseDouble(relative ? text.substring(0, text.length() - 1) : text);
    if (!(number >= 0) || number == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a number of at least 0");
    }
    return relative ? new Least(0, number / 100) : new Least(number, 0);
  }

  private static Limits limits(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException("two dots between the limits");
    }
    Limits read =
        new Limits(
            limit(text.substring(0, dots), Double.NEGATIVE_INFINITY),
            limit(text.substring(dots + 2), Double.POSITIVE_INFINITY));
    if (!(read.low() < read.high())) {
      throw new IllegalArgumentException("the lower limit first");
    }
    return read;
  }

  private static double limit(String text, double none) {
    return text.isBlank() ? none : Double.parseDouble(text.strip());
  }

  private static Optional<QuietHours> quiet(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException("a hyphen between two times of day");
    }
    return Optional.of(
        new QuietHours(
            LocalTime.parse(text.substring(0, dash).strip()),
            LocalTime.parse(text.substring(dash + 1).strip())));
  }

  private static Severities severities(String text) {
    String[] names = text.split("/", -1);
    if (names.length != 3) {
      throw new IllegalArgumentException("three severities");
    }
    return new Severities(severity(names[0]), severity(names[1]), severity(names[2]));
  }

  private static Severity severity(String name) {
    return Severity.valueOf(name.strip().toUpperCase(Locale.ROOT));
  }

  private static int steps(String text) {
    int steps = Integer.parseInt(text);
    if (steps < 0) {
      throw new IllegalArgumentException("at least 0");
    }
    return steps;
  }
}
