package io.tidegate.kernel.forecast;

/** What a forecast stands on. */
public enum ForecastState {
  /** The series has too little history. */
  COLD,
  /** The series has its history under the model version in use. */
  WARM,
  /** Hidden and cell were lately rebuilt by replaying the ring under a new model version. */
  REWARMED
}
