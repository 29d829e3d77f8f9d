package io.tidegate.trainer.sidecar;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.trainer.drift.DriftSettings;
import io.tidegate.wire.Configuration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of retraining on drift. */
final class DriftKeys {
  static final String DRIFT = "tidegate.trainer.drift";
  static final String FALSE_ALARMS = "tidegate.trainer.drift.false.alarms";
  static final String TOLERANCE = "tidegate.trainer.drift.tolerance";
  static final String SERIES = "tidegate.trainer.drift.series";

  private static final String AUTO = "auto";
  private static final String ON = "on";

  private DriftKeys() {}

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            DRIFT,
            STRING,
            AUTO,
            ConfigDef.ValidString.in(AUTO, ON, "off"),
            MEDIUM,
            "Whether to retrain, too, when the errors of the model in use have grown, by the accuracy"
                + " topic; auto: unless "
                + TrainerKeys.EVERY_OBSERVATIONS
                + " is set, whose exactness it would break.")
        .define(
            FALSE_ALARMS,
            DOUBLE,
            1.0,
            between(1e-6, 1_000),
            MEDIUM,
            "Retrainings on drift to be expected in "
                + DriftSettings.RECORDS
                + " records without drift, at most.")
        .define(
            TOLERANCE,
            DOUBLE,
            0.1,
            between(0, 10),
            LOW,
            "By which fraction errors may grow without being worth a retraining.")
        .define(
            SERIES,
            INT,
            64,
            between(1, 100_000),
            LOW,
            "Most series whose errors are watched, chosen by a hash of seed and key; about 12 KB each.");
  }

  /** Empty where drift is not watched. */
  static Optional<DriftSettings> settings(Configuration from) {
    String chosen = from.string(DRIFT);
    boolean exact = from.longInteger(TrainerKeys.EVERY_OBSERVATIONS) > 0;
    return chosen.equals(ON) || (chosen.equals(AUTO) && !exact)
        ? Optional.of(
            new DriftSettings(
                from.number(FALSE_ALARMS),
                from.number(TOLERANCE),
                from.integer(SERIES),
                from.longInteger(TrainerKeys.SEED)))
        : Optional.empty();
  }
}
