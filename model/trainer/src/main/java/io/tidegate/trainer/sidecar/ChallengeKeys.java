package io.tidegate.trainer.sidecar;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.trainer.gate.ChallengeSettings;
import io.tidegate.wire.Configuration;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of champion and challenger in production. */
final class ChallengeKeys {
  static final String LIVE = "tidegate.trainer.gate.live";
  static final String WATCH = "tidegate.trainer.watch";
  static final String CHALLENGE = "tidegate.trainer.challenge.";
  static final String SHARE = CHALLENGE + "share";
  static final String SERIES = CHALLENGE + "series";
  static final String RECORDS = CHALLENGE + "records";
  static final String LEVEL = CHALLENGE + "level";

  private static final String AUTO = "auto";
  private static final String ON = "on";
  private static final String OFF = "off";

  private ChallengeKeys() {}

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            LIVE,
            STRING,
            OFF,
            ConfigDef.ValidString.in(ON, OFF),
            MEDIUM,
            "Whether a candidate runs beside the champion first, without output, and takes over only"
                + " when its errors on the same forecasts are shown to be smaller.")
        .define(
            WATCH,
            STRING,
            AUTO,
            ConfigDef.ValidString.in(AUTO, ON, OFF),
            MEDIUM,
            "Whether the former champion runs on beside a new one, without output, and takes over"
                + " again when its errors are shown to be smaller; auto: unless "
                + TrainerKeys.EVERY_OBSERVATIONS
                + " is set, whose exactness it would break.")
        .define(
            SHARE,
            DOUBLE,
            0.1,
            between(0.001, 1),
            MEDIUM,
            "Share of the series that a challenger runs on, chosen by a hash of the key.")
        .define(
            SERIES,
            INT,
            16,
            between(1, 1_000),
            MEDIUM,
            "The share is raised, up to 1, until about so many of the series seen are challenged.")
        .define(
            RECORDS,
            LONG,
            30_000L,
            atLeast(100),
            MEDIUM,
            "Most records of challenged series that a trial takes: a challenger not shown to be better"
                + " by then is rejected, a new champion not shown to be worse is kept.")
        .define(
            LEVEL,
            DOUBLE,
            0.05,
            between(1e-6, 0.5),
            LOW,
            "Largest probability with which the better of champion and challenger is mistaken, in a"
                + " trial of two that are equally good.");
  }

  static ChallengeSettings settings(Configuration from) {
    String watch = from.string(WATCH);
    boolean exact = from.longInteger(TrainerKeys.EVERY_OBSERVATIONS) > 0;
    return new ChallengeSettings(
        from.string(LIVE).equals(ON),
        watch.equals(ON) || (watch.equals(AUTO) && !exact),
        from.number(SHARE),
        from.integer(SERIES),
        from.longInteger(RECORDS),
        from.number(LEVEL));
  }
}
