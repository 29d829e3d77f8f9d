package io.tidegate.trainer.backtest;

import java.util.Locale;

/** Who forecasts. */
enum Method {
  TIDEGATE("Tidegate", "m0"),
  PERSISTENCE("persistence", "m1"),
  SEASONAL_NAIVE("seasonal naive", "m2"),
  ONLINE_RIDGE("online ridge", "m3");

  private final String label;
  private final String style;

  Method(String label, String style) {
    this.label = label;
    this.style = style;
  }

  /** For people. */
  String label() {
    return label;
  }

  /** For machines. */
  String key() {
    return label.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** Its class in a page. */
  String style() {
    return style;
  }
}
