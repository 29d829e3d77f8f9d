package io.tidegate.trainer.alerts;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.Change;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Resolution;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Plants incidents into simulated ordinary life and watches what is told of them. Records go the
 * way of production. The same settings give the same figures on every machine. One thread.
 */
public final class Planted {
  private static final int NOTICED_AFTER = 30;
  private static final double LIMIT = 9;

  private final PlantedSettings settings;
  private final LongConsumer progress;
  private final AlertMonitor monitor = new AlertMonitor(ZoneOffset.UTC);
  private final Forecaster forecaster =
      new Forecaster(
          ShippedModel.VERSION, ShippedModel.load(Size.STANDARD), ForecasterSettings.defaults());
  private final List<PlantedOutcome> outcomes = new ArrayList<>();
  private long rowsDone;

  private Planted(PlantedSettings settings, LongConsumer progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Plants everything.
   *
   * @param progress is told now and then how many rows are done
   */
  public static PlantedReport run(PlantedSettings settings, LongConsumer progress) {
    Planted planted = new Planted(settings, progress);
    for (Background background : Background.values()) {
      for (int i = 0; i < settings.series(); i++) {
        planted.live(background, i);
      }
    }
    return new PlantedReport(settings, planted.outcomes);
  }

  private void live(Background background, int number) {
    SplittableRandom random =
        new SplittableRandom(
            settings.seed() * 1_000_003
                + 31L * number
                + List.of(Background.values()).indexOf(background));
    int most = PlantedSettings.HISTORY + Background.ROWS_PER_DAY;
    double[] values = background.draw(2 * most + PlantedSettings.AFTER, random);
    int start = PlantedSettings.HISTORY + random.nextInt(Background.ROWS_PER_DAY);
    PlantedLife life = new PlantedLife(monitor, forecaster);
    int row = 0;
    while (row < start || (life.open() && row < 2 * most)) {
      life.observe(rules(false, 0), row, values[row]);
      row++;
    }
    advance(PlantedSettings.HISTORY);
    for (PlantedIncident incident : PlantedIncident.values()) {
      for (double size :
          incident.suits(background) ? settings.sizesOf(incident) : List.<Double>of()) {
        boolean limited = incident == PlantedIncident.OUT_OF_RANGE && number % 2 == 0;
        double[] own = Arrays.copyOf(values, row + PlantedSettings.AFTER);
        double beyond = limited ? limit(values, row) : farOut(values, row);
        incident.plant(own, row, size, background, beyond, random);
        outcomes.add(
            watch(life.fork(), own, row, background, incident, size, rules(limited, beyond)));
        advance(PlantedSettings.AFTER);
      }
    }
  }

  private void advance(int rows) {
    rowsDone += rows;
    progress.accept(rowsDone);
  }

  private static double limit(double[] values, int end) {
    return values[end - 1] + LIMIT + Background.AMPLITUDE;
  }

  private static double farOut(double[] values, int end) {
    double high = Arrays.stream(values, 0, end).max().orElse(0);
    return 2 * high - Arrays.stream(values, 0, end).min().orElse(0);
  }

  private AlertRules rules(boolean limited, double limit) {
    AlertRules usual = AlertRules.defaults();
    return new AlertRules(
        usual.on(),
        settings.perWeek(),
        usual.side(),
        usual.leastAbsolute(),
        usual.leastRelative(),
        usual.low(),
        limited ? limit : usual.high(),
        usual.quiet(),
        usual.missingSteps(),
        usual.severities(),
        usual.size());
  }

  private static PlantedOutcome watch(
      PlantedLife life,
      double[] values,
      int start,
      Background background,
      PlantedIncident incident,
      double size,
      AlertRules rules) {
    boolean missing = incident == PlantedIncident.MISSING_DATA;
    int alerts = 0;
    int delay = -1;
    int resolvedAfter = -1;
    Notice first = null;
    Notice last = null;
    for (int row = start; row < values.length; row++) {
      List<Notice> notices =
          missing && row < start + incident.rows()
              ? life.miss(rules, row)
              : life.observe(rules, row, values[row]);
      for (Notice notice : notices) {
        if (notice.change() == Change.OPENED
            && row - start
                < Math.min(
                    incident.rows() + NOTICED_AFTER, PlantedSettings.AFTER - NOTICED_AFTER)) {
          alerts++;
          delay = first == null ? row - start : delay;
          first = first == null ? notice : first;
        }
        if (first != null && isOf(notice, first)) {
          last = notice;
          resolvedAfter = notice.change() == Change.RESOLVED ? row - start : -1;
        }
      }
    }
    Kind opening = first == null ? null : first.kind();
    Kind end = last == null ? null : last.kind();
    Resolution resolution = last == null ? null : last.resolution();
    return new PlantedOutcome(
        background, incident, size, alerts, delay, opening, end, resolution, resolvedAfter);
  }

  private static boolean isOf(Notice notice, Notice first) {
    return notice.openedOffset() == first.openedOffset()
        && (notice.kind() == Kind.MISSING_DATA) == (first.kind() == Kind.MISSING_DATA);
  }
}
