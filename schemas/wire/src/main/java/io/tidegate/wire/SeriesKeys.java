package io.tidegate.wire;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
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

  private static final String STEP = "tidegate.step";
  private static final String STEP_PATTERNS = "tidegate.step.patterns";

  private static final ConfigDef.Validator NAME =
      ConfigurationTypes.validator(
          "1 to 100 characters without '/'", text -> text.matches("[^/]{1,100}"));

  private static final ConfigDef.Validator STEP_TEXT =
      ConfigurationTypes.validator(
          "auto or an ISO-8601 duration such as PT10M",
          text -> StepPatterns.of(text, List.of()) != null);

  private SeriesKeys() {}

  /** Adds the keys to a process's configuration. */
  public static ConfigDef define(ConfigDef definition) {
    return definition
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
            StepPatterns.AUTO,
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

  /**
   * Reads the sampling intervals.
   *
   * @throws ConfigurationException about the entry that cannot be read
   */
  public static StepPatterns steps(Configuration from) {
    try {
      return StepPatterns.of(from.string(STEP), from.list(STEP_PATTERNS));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(STEP_PATTERNS + ": " + e.getMessage());
    }
  }
}
