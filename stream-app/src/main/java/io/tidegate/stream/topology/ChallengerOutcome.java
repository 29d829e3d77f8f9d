package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.schema.AccuracyEvent;
import java.util.Map;

/**
 * Follows a challenger through a record that the champion has taken: it issues nothing, and where
 * the champion's errors are reported its own are written beside them.
 */
final class ChallengerOutcome implements Verdicts {
  private final SeriesState state;
  private final long version;
  private final long decided;
  private final Map<Long, AccuracyEvent> reports;
  private final AccuracyEvents events;

  /**
   * @param state of the challenger
   * @param decided time of the decision that put it beside the champion
   * @param reports the champion's, by the offset of the observation that completed them
   */
  ChallengerOutcome(
      SeriesState state,
      long version,
      long decided,
      Map<Long, AccuracyEvent> reports,
      AccuracyEvents events) {
    this.state = state;
    this.version = version;
    this.decided = decided;
    this.reports = reports;
    this.events = events;
  }

  @Override
  public void accepted(Observation observation) {
    AccuracyEvent report = reports.get(observation.offset());
    if (report != null) {
      report.setChallenger(events.challenger(state.cutAccuracy(), version, decided));
    }
  }

  @Override
  public void counted(Observation observation, CountReason reason) {}

  @Override
  public void parked(Observation observation) {}

  @Override
  public void refused(Observation observation, String reason) {}
}
