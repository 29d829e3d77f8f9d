package io.tidegate.trainer.backtest;

import java.util.Locale;

/** Who forecasts from the origins at which a series is new. */
enum Contender {
  NEWCOMER("newcomer"),
  FROM_THE_START("from the start"),
  PERSISTENCE("persistence");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  /** For people. */
  String label() {
    return label;
  }

  /** For machines. */
  String key() {
    return label.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
