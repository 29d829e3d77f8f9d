package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.wire.Configuration;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How forecasts and alerts are written. Immutable.
 *
 * @param json whether in plain JSON; else as all events, by the serde
 */
public record OutputSettings(boolean json) {
  private static final String FORMAT = "tidegate.output.format";
  private static final String AVRO = "avro";
  private static final String JSON = "json";

  /** Adds the keys. */
  static ConfigDef define(ConfigDef definition) {
    return definition.define(
        FORMAT,
        STRING,
        AVRO,
        ConfigDef.ValidString.in(AVRO, JSON),
        MEDIUM,
        "Format of forecasts and alerts: avro (by tidegate.serde), or json, plain and with the same"
            + " fields. What was written before a change stays readable.");
  }

  static OutputSettings of(Configuration from) {
    return new OutputSettings(from.string(FORMAT).equals(JSON));
  }
}
