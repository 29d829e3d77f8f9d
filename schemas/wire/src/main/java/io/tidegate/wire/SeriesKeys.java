package io.tidegate.wire;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;

/** The keys by which both processes see the same series and the same model. */
public final class SeriesKeys {
  /** Name of the model in use. */
  public static final String MODEL_NAME = "tidegate.model.name";

  /** Time zone of the calendar features. */
  public static final String ZONE = "tidegate.zone";

  /** Longest gap that is bridged, in steps. */
  public static final String BRIDGE_LIMIT = "tidegate.bridge.limit";

  /** How many steps a value may be late and still take its place. */
  public static final String LATE_GRACE = "tidegate.late.grace";

  /** How much is kept for each series, and so the shape of the model. */
  public static final String SIZE = "tidegate.size";

  /** Parts of the forecaster that are switched off, by name. */
  public static final String WITHOUT = "tidegate.without";

  private static final String STEP = "tidegate.step";
  private static final String STEP_PATTERNS = "tidegate.step.patterns";
  private static final String SEASON = "tidegate.season";
  private static final String SEASON_PATTERNS = "tidegate.season.patterns";
  private static final String NONNEGATIVE_PATTERNS = "tidegate.nonnegative.patterns";

  private static final ConfigDef.Validator NAME =
      ConfigurationTypes.validator(
          "1 to 100 characters without '/'", text -> text.matches("[^/]{1,100}"));

  private static final ConfigDef.Validator STEP_TEXT =
      ConfigurationTypes.validator(
          "auto or an ISO-8601 duration such as PT10M", text -> SeriesRules.step(text) >= 0);

  private static final ConfigDef.Validator SEASON_TEXT =
      ConfigurationTypes.validator(
          "auto, none or an ISO-8601 duration such as P7D",
          text -> SeriesRules.season(text) >= SeriesRules.AUTO_SEASON);

  private SeriesKeys() {}

  /** Adds the keys to a process's configuration. */
  public static ConfigDef define(ConfigDef definition) {
    return defineRules(definition)
        .define(MODEL_NAME, STRING, "default", NAME, MEDIUM, "Model in use, by name.")
        .define(
            ZONE,
            STRING,
            "UTC",
            ConfigurationTypes.ZONE,
            MEDIUM,
            "Time zone of the calendar features.")
        .define(
            STEP,
            STRING,
            SeriesRules.AUTO,
            STEP_TEXT,
            MEDIUM,
            "Sampling interval of the series that no pattern names; auto: found from each series'"
                + " first observations.")
        .define(
            STEP_PATTERNS,
            LIST,
            "",
            MEDIUM,
            "Sampling interval by series, as GLOB=DURATION; the first match wins.")
        .define(
            BRIDGE_LIMIT,
            INT,
            48,
            between(1, 10_000),
            MEDIUM,
            "Longest gap in steps that is bridged; a longer jump ahead waits until the next"
                + " observation confirms it, and the series starts cold.")
        .define(
            LATE_GRACE,
            INT,
            24,
            between(0, 10_000),
            MEDIUM,
            "How many steps a value may be late and still replace the bridged value of its slot.");
  }

  private static ConfigDef defineRules(ConfigDef definition) {
    return definition
        .define(
            SIZE,
            STRING,
            "standard",
            ConfigDef.ValidString.in("standard", "lean"),
            MEDIUM,
            "Size of the model and of what is kept for each series: standard (at most 4 KB a"
                + " series), or lean (at most 2 KB, a little less accurate).")
        .define(
            SEASON,
            STRING,
            SeriesRules.AUTO,
            SEASON_TEXT,
            MEDIUM,
            "Season of the series that no pattern names; auto: a day, or what is found in the data"
                + " where a day does not fit; none: no season.")
        .define(
            SEASON_PATTERNS,
            LIST,
            "",
            MEDIUM,
            "Season by series, as GLOB=DURATION (or =auto, =none); the first match wins.")
        .define(
            NONNEGATIVE_PATTERNS,
            LIST,
            "",
            MEDIUM,
            "Globs of the series that are never below zero: no forecast of theirs is.")
        .define(
            WITHOUT,
            LIST,
            "",
            LOW,
            "Parts of the forecaster to switch off, as in lstm,second-season.");
  }

  private static GlobRules<Long> steps(Configuration from) {
    return rules(
        STEP_PATTERNS,
        () ->
            GlobRules.of(
                from.list(STEP_PATTERNS),
                "GLOB=DURATION",
                SeriesRules::step,
                SeriesRules.step(from.string(STEP))));
  }

  /**
   * Reads how each series is to be seen.
   *
   * @throws ConfigurationException about the entry that cannot be read
   */
  public static SeriesRules rules(Configuration from) {
    return new SeriesRules(
        steps(from),
        rules(
            SEASON_PATTERNS,
            () ->
                GlobRules.of(
                    from.list(SEASON_PATTERNS),
                    "GLOB=DURATION",
                    SeriesRules::season,
                    SeriesRules.season(from.string(SEASON)))),
        GlobRules.anyOf(from.list(NONNEGATIVE_PATTERNS)));
  }

  private static <T> GlobRules<T> rules(String key, Supplier<GlobRules<T>> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(key + ": " + e.getMessage());
    }
  }
}
