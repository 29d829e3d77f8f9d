package io.tidegate.kernel.forecast;

/** What became of an observation, told in order while the state moves. */
public interface Verdicts {
  /** Moved the series: one forecast is due, and may be made from the state as it stands now. */
  void accepted(Observation observation);

  /** Counted, not accepted. */
  void counted(Observation observation, CountReason reason);

  /** A jump beyond the bridge limit: the state holds it until the series' next observation. */
  void parked(Observation observation);

  /** An earlier parked observation that the next one did not confirm. */
  void refused(Observation observation, String reason);
}
