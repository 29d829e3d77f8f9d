package io.tidegate.trainer.sidecar;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.trainer.offline.OfflineGate;
import io.tidegate.wire.Configuration;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of the gate that a candidate passes before anybody uses it. */
final class GateKeys {
  /** Of every key about which version is used: no weight depends on them. */
  static final String PREFIX = "tidegate.trainer.gate.";

  static final String OFFLINE = PREFIX + "offline";
  static final String LEVEL = PREFIX + "level";
  static final String REJECT_ABOVE = "tidegate.trainer.reject.above";

  private static final String ON = "on";

  private GateKeys() {}

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            OFFLINE,
            STRING,
            ON,
            ConfigDef.ValidString.in(ON, "off"),
            MEDIUM,
            "Whether a candidate must beat its parent on the held-back part by a paired test; off:"
                + " only "
                + REJECT_ABOVE
                + " holds.")
        .define(
            LEVEL,
            DOUBLE,
            0.3,
            between(1e-6, 0.5),
            LOW,
            "Probability of an improvement by chance, below which the test believes it.")
        .define(
            REJECT_ABOVE,
            DOUBLE,
            1.05,
            TrainerKeys.POSITIVE,
            MEDIUM,
            "A candidate whose loss is over its parent's by more than this factor is rejected.");
  }

  static OfflineGate settings(Configuration from) {
    return new OfflineGate(
        from.string(OFFLINE).equals(ON), from.number(LEVEL), from.number(REJECT_ABOVE));
  }
}
