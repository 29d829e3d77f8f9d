package io.tidegate.trainer.backtest;

import io.tidegate.kernel.alert.AlertScore;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.FalseAlarmRate;
import io.tidegate.kernel.alert.Surprise;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.NextStep;
import io.tidegate.kernel.series.SeriesState;
import java.time.ZoneId;

/**
 * One series as kernel and alerts live through it, from nothing. What the kernel does not accept
 * (duplicates, late values, a jump ahead that is not confirmed) is not scored.
 *
 * <p>The score g of a row becomes r / (r + r0), where r is the number of rows between false alarms
 * at g by the shipped map, and r0 the same at g = {@value #THRESHOLD}: so .5 is the threshold. A
 * row has 0 unless its g is above those of the {@link AlertScore#RECENT} rows before, and for
 * {@value #CALM_ROWS} rows after one that reached the threshold: an incident alerts once. One
 * thread.
 */
final class ScoredSeries implements Verdicts {
  /** The score from which on a row alerts. */
  static final double THRESHOLD = 1.09;

  private static final int CALM_ROWS = 24;
  private static final double ROWS_AT_THRESHOLD = FalseAlarmRate.usualRowsBetween(THRESHOLD);

  private final AlertSettings how;
  private final String name;
  private final ZoneId zone;
  private final SeriesState state;
  private final AlertScore score;
  private final Retrainings retrainings;
  private Forecaster forecaster;
  private int calm = CALM_ROWS;
  private double found;
  private int accepted;
  private int due;

  ScoredSeries(AlertSettings how, String name) {
    this.how = how;
    this.name = name;
    this.due = how.every();
    this.zone = how.settings().first().forecaster().zone();
    this.state = SeriesState.start(how.settings().series(name));
    this.score = new AlertScore(how.settings().size());
    this.retrainings = new Retrainings(how.settings(), how.runner());
    this.forecaster = new Forecaster(0, how.first(), how.settings().first().forecaster());
  }

  /**
   * Takes the next row.
   *
   * @return its score, from 0 to less than 1; of one that waited for this row the larger of both
   */
  double take(Observation observation) throws InterruptedException {
    found = 0;
    forecaster.observe(state, observation, this);
    if (how.every() > 0) {
      retrainings.add(name, observation);
      if (accepted >= due) {
        forecaster = retrainings.retrain(forecaster, accepted);
        due += how.every();
      }
    }
    return found;
  }

  private Expected expected() {
    NextStep said = how.forecasts() ? state.saidBefore() : null;
    return said == null ? null : new Expected(said.point(), said.low(), said.high(), said.scale());
  }

  /** How often new weights were promoted. */
  int promoted() {
    return (int) retrainings.done().stream().filter(Retrained::promoted).count();
  }

  @Override
  public void accepted(Observation observation) {
    accepted++;
    Surprise surprise = score.take(observation.time(), zone, observation.value(), expected());
    if (surprise.rising() && calm >= CALM_ROWS) {
      double rows = FalseAlarmRate.usualRowsBetween(surprise.score());
      found = Math.max(found, rows / (rows + ROWS_AT_THRESHOLD));
    }
    calm = surprise.score() >= THRESHOLD ? 0 : calm + 1;
  }

  @Override
  public void counted(Observation observation, CountReason reason) {}

  @Override
  public void parked(Observation observation) {}

  @Override
  public void refused(Observation observation, String reason) {}
}
