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
import io.tidegate.wire.ConfigurationTypes;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** The keys that rule alerts and the forgetting of silent series. */
final class AlertKeys {
  static final String ALERT = "tidegate.alert";
  static final String PER_WEEK = "tidegate.alert.false.alarms.per.week";
  static final String PER_WEEK_PATTERNS = "tidegate.alert.false.alarms.per.week.patterns";
  static final String OFF = "tidegate.alert.off.patterns";
  static final String SIDE = "tidegate.alert.side.patterns";
  static final String LEAST = "tidegate.alert.least.patterns";
  static final String LIMITS = "tidegate.alert.limits.patterns";
  static final String QUIET = "tidegate.alert.quiet.patterns";
  static final String SEVERITY = "tidegate.alert.severity.patterns";
  static final String MISSING = "tidegate.alert.missing.steps";
  static final String MISSING_PATTERNS = "tidegate.alert.missing.patterns";
  static final String EXPIRE = "tidegate.series.expire";

  /** Word that stands for never. */
  static final String NONE = "none";

  private static final ConfigDef.Validator POSITIVE =
      ConfigurationTypes.validator("a number above 0", text -> isRate(Double.parseDouble(text)));

  private static final ConfigDef.Validator EXPIRY =
      ConfigurationTypes.validator(
          "none or a positive ISO-8601 duration such as P90D",
          text -> text.equals(NONE) || Duration.parse(text).toMillis() > 0);

  private AlertKeys() {}

  /** Whether so many false alarms can be accepted. */
  static boolean isRate(double rate) {
    return rate > 0 && rate < Double.POSITIVE_INFINITY;
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
}
