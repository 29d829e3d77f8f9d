package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.QuietHours;
import io.tidegate.kernel.alert.Severities;
import io.tidegate.kernel.alert.Severity;
import io.tidegate.kernel.alert.Side;
import io.tidegate.kernel.model.Size;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.ConfigurationTypes;
import io.tidegate.wire.GlobRules;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What the user wants of each series' alerts, and when a silent series is forgotten. Thread-safe.
 */
public final class AlertSettings {
  private static final String ALERT = "tidegate.alert";
  private static final String PER_WEEK = "tidegate.alert.false.alarms.per.week";
  private static final String PER_WEEK_PATTERNS = "tidegate.alert.false.alarms.per.week.patterns";
  private static final String OFF = "tidegate.alert.off.patterns";
  private static final String SIDE = "tidegate.alert.side.patterns";
  private static final String LEAST = "tidegate.alert.least.patterns";
  private static final String LIMITS = "tidegate.alert.limits.patterns";
  private static final String QUIET = "tidegate.alert.quiet.patterns";
  private static final String SEVERITY = "tidegate.alert.severity.patterns";
  private static final String MISSING = "tidegate.alert.missing.steps";
  private static final String MISSING_PATTERNS = "tidegate.alert.missing.patterns";
  private static final String EXPIRE = "tidegate.series.expire";

  private static final String NONE = "none";

  /** So many names are remembered at most; beyond it their rules are looked up anew. */
  private static final int MOST_REMEMBERED = 100_000;

  private static final ConfigDef.Validator POSITIVE =
      ConfigurationTypes.validator("a number above 0", text -> isRate(Double.parseDouble(text)));

  private static final ConfigDef.Validator EXPIRY =
      ConfigurationTypes.validator(
          "none or a positive ISO-8601 duration such as P90D",
          text -> text.equals(NONE) || Duration.parse(text).toMillis() > 0);

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
            from.string(ALERT).equals("on"),
            from.number(PER_WEEK),
            usual.side(),
            usual.leastAbsolute(),
            usual.leastRelative(),
            usual.low(),
            usual.high(),
            usual.quiet(),
            from.integer(MISSING),
            usual.severities(),
            size);
    off = GlobRules.anyOf(from.list(OFF));
    perWeek = rules(from, PER_WEEK_PATTERNS, "GLOB=NUMBER", AlertSettings::rate, common.perWeek());
    sides = rules(from, SIDE, "GLOB=rise, =drop or =both", AlertSettings::side, common.side());
    leasts = rules(from, LEAST, "GLOB=NUMBER or =NUMBER%", AlertSettings::least, new Least(0, 0));
    limits =
        rules(
            from,
            LIMITS,
            "GLOB=LOW..HIGH",
            AlertSettings::limits,
            new Limits(common.low(), common.high()));
    quiet =
        rules(from, QUIET, "GLOB=22:00-06:00", AlertSettings::quiet, Optional.<QuietHours>empty());
    severities =
        rules(
            from,
            SEVERITY,
            "GLOB=info/warning/critical",
            AlertSettings::severities,
            common.severities());
    missing =
        rules(from, MISSING_PATTERNS, "GLOB=STEPS", AlertSettings::steps, common.missingSteps());
    same =
        Stream.of(OFF, PER_WEEK_PATTERNS, SIDE, LEAST, LIMITS, QUIET, SEVERITY, MISSING_PATTERNS)
            .allMatch(key -> from.list(key).isEmpty());
    expire = from.string(EXPIRE).equals(NONE) ? null : from.duration(EXPIRE);
  }

  /** Adds the keys. */
  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            ALERT,
            STRING,
            "on",
            ConfigDef.ValidString.in("on", "off"),
            HIGH,
            "Whether anything is alerted; off: the series' records of surprises are kept all the"
                + " same.")
        .define(
            PER_WEEK,
            DOUBLE,
            1.0,
            POSITIVE,
            HIGH,
            "False alarms that are accepted of each series in a week: the one setting of"
                + " sensitivity.")
        .define(
            PER_WEEK_PATTERNS,
            LIST,
            List.of(),
            MEDIUM,
            "The same by series, as GLOB=NUMBER; the first match wins.")
        .define(OFF, LIST, List.of(), MEDIUM, "Globs of the series that never alert.")
        .define(
            SIDE,
            LIST,
            List.of(),
            MEDIUM,
            "Which surprises alert, as GLOB=rise, =drop or =both; the first match wins.")
        .define(
            LEAST,
            LIST,
            List.of(),
            MEDIUM,
            "Smallest deviation from what was forecast that may alert, as GLOB=NUMBER in the series'"
                + " unit, or =NUMBER% of what was forecast; the first match wins.")
        .define(
            LIMITS,
            LIST,
            List.of(),
            MEDIUM,
            "Limits of a series, as GLOB=LOW..HIGH, where either may be left out: a value beyond"
                + " alerts however usual it is; the first match wins.")
        .define(
            QUIET,
            LIST,
            List.of(),
            MEDIUM,
            "Hours of each day, in tidegate.zone, in which no alert opens or escalates, as"
                + " GLOB=22:00-06:00; the first match wins.")
        .define(
            SEVERITY,
            LIST,
            List.of(),
            LOW,
            "Severities of the three sizes of alerts, as GLOB=info/warning/critical; the first match"
                + " wins.")
        .define(
            MISSING,
            INT,
            AlertRules.defaults().missingSteps(),
            atLeast(0),
            MEDIUM,
            "Steps without a value after which data is missing, if the series is not often silent for"
                + " so long; 0: never.")
        .define(
            MISSING_PATTERNS,
            LIST,
            List.of(),
            MEDIUM,
            "The same by series, as GLOB=STEPS; the first match wins.")
        .define(
            EXPIRE,
            STRING,
            NONE,
            EXPIRY,
            MEDIUM,
            "Silence after which a series is forgotten, by the event time of its partition; none:"
                + " never.");
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

  private static boolean isRate(double rate) {
    return rate > 0 && rate < Double.POSITIVE_INFINITY;
  }

  private static double rate(String text) {
    double rate = Double.parseDouble(text);
    if (!isRate(rate)) {
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
