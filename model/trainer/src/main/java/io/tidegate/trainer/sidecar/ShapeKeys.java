package io.tidegate.trainer.sidecar;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;

import io.tidegate.wire.ConfigurationTypes;
import org.apache.kafka.common.config.ConfigDef;

/** The keys that give the next candidate another shape. */
final class ShapeKeys {
  static final String UNITS = "tidegate.trainer.units";
  static final String LAYERS = "tidegate.trainer.layers";
  static final String HORIZON = "tidegate.trainer.horizon";
  static final String LEVELS = "tidegate.trainer.levels";

  private static final ConfigDef.Validator UNITS_OR_ZERO =
      ConfigurationTypes.validator(
          "0, or 2 to 1024", text -> text.matches("[0-9]{1,4}") && fits(Integer.parseInt(text)));

  private ShapeKeys() {}

  private static boolean fits(int units) {
    return units == 0 || (units >= 2 && units <= 1_024);
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            UNITS,
            INT,
            0,
            UNITS_OR_ZERO,
            LOW,
            "Hidden units of each LSTM layer of the next candidate; 0: as its parent. New ones start"
                + " silent, and of fewer those stay that say most.")
        .define(
            LAYERS,
            INT,
            0,
            between(0, 8),
            LOW,
            "LSTM layers of the next candidate; 0: as its parent. With another number the LSTM begins"
                + " anew.")
        .define(
            HORIZON,
            INT,
            0,
            between(0, 512),
            LOW,
            "Steps ahead of the next candidate; 0: as its parent.")
        .define(
            LEVELS,
            LIST,
            "",
            LOW,
            "Quantile levels of the next candidate, ascending, symmetric around 0.5 and with it; none:"
                + " as its parent.");
  }
}
