package io.tidegate.trainer.alerts;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.FalseAlarmRate;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Counts the alerts of simulated series in which nothing ever goes wrong: every one is false. The
 * same settings give the same figures on every machine. One thread.
 */
public final class FalseAlarms {
  private final FalseAlarmSettings settings;
  private final AlertMonitor monitor = new AlertMonitor(ZoneOffset.UTC);
  private final AlertRules rules;
  private final Forecaster forecaster;
  private final LongConsumer progress;
  private long rowsDone;

  private FalseAlarms(FalseAlarmSettings settings, LongConsumer progress) {
    this.settings = settings;
    this.progress = progress;
    this.rules = accepting(settings.perWeek(), settings.size());
    this.forecaster =
        settings.forecast().isEmpty()
            ? null
            : new Forecaster(
                ShippedModel.VERSION,
                ShippedModel.load(settings.size()),
                ForecasterSettings.defaults());
  }

  /**
   * Lives through all series.
   *
   * @param progress is told after each series how many rows are done
   * @return one for each step and kind, in their order
   */
  public static List<FalseAlarmCount> count(FalseAlarmSettings settings, LongConsumer progress) {
    FalseAlarms alarms = new FalseAlarms(settings, progress);
    List<FalseAlarmCount> counts = new ArrayList<>();
    for (Step step : settings.steps()) {
      for (NormalKind kind : settings.kinds()) {
        counts.add(alarms.count(kind, step));
      }
    }
    return counts;
  }

  private FalseAlarmCount count(NormalKind kind, Step step) {
    int burnIn = settings.burnInRows(step);
    int rows = settings.rows(step);
    int[] before = new int[settings.series()];
    int[] after = new int[settings.series()];
    Forecaster heard = settings.forecast().contains(step) ? forecaster : null;
    double[] ladder = new double[FalseAlarmRate.levels()];
    for (int i = 0; i < settings.series(); i++) {
      double[] values = kind.draw(rows, step.rowsPerDay(), random(kind, step, i));
      NormalSeries series = new NormalSeries(monitor, rules, heard, step);
      before[i] = series.live(values, 0, burnIn);
      after[i] = series.live(values, burnIn, rows);
      for (int level = 0; level < ladder.length; level++) {
        ladder[level] += series.rate().alertsPerThousand(level) / settings.series();
      }
      rowsDone += rows;
      progress.accept(rowsDone);
    }
    return new FalseAlarmCount(kind, step, burnIn, rows - burnIn, before, after, ladder);
  }

  /** A series is the same whatever other kinds, steps and numbers of series are asked for. */
  private SplittableRandom random(NormalKind kind, Step step, int series) {
    long own = ((long) (kind.word() + " " + step.word()).hashCode() << Integer.SIZE) + series;
    return new SplittableRandom(new SplittableRandom(settings.seed()).nextLong() ^ own);
  }

  private static AlertRules accepting(double perWeek, Size size) {
    AlertRules usual = AlertRules.defaults();
    return new AlertRules(
        usual.on(),
        perWeek,
        usual.side(),
        usual.leastAbsolute(),
        usual.leastRelative(),
        usual.low(),
        usual.high(),
        usual.quiet(),
        usual.missingSteps(),
        usual.severities(),
        size);
  }
}
