package io.tidegate.trainer.backtest;

/** What is reported of a method; NaN where it cannot be said. */
enum Measure {
  MSE("mse"),
  MAE("mae"),
  STANDARDISED_MSE("standardisedMse"),
  STANDARDISED_MAE("standardisedMae"),
  MASE("mase"),
  SMAPE("smape"),
  PINBALL("pinball"),
  CRPS("crps"),
  COVERAGE_90("coverage90"),
  WIDTH_90("width90"),
  STANDARDISED_WIDTH_90("standardisedWidth90"),
  COVERAGE_80("coverage80"),
  WIDTH_80("width80"),
  COVERAGE_50("coverage50"),
  WIDTH_50("width50");

  private final String key;

  Measure(String key) {
    this.key = key;
  }

  /** Its name in JSON. */
  String key() {
    return key;
  }
}
