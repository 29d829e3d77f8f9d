package io.tidegate.trainer.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.kernel.alert.FalseAlarmRate;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The counts as a table that Markdown shows as such, as JSON, and as the map that ships. */
public final class FalseAlarmReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final FalseAlarmSettings settings;
  private final List<FalseAlarmCount> counts;

  /** What came of {@code settings}. */
  public FalseAlarmReport(FalseAlarmSettings settings, List<FalseAlarmCount> counts) {
    this.settings = settings;
    this.counts = List.copyOf(counts);
  }

  /** For the terminal. */
  public String table() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "Alarms of series without anomalies; accepted: %s per series and week; size %s, seed %d.%n",
            number(settings.perWeek()),
            settings.size().word(),
            settings.seed()));
    out.append(
        """
        Burn-in: %d accepted alarms. 95 %% intervals by the scatter over series.

        | step | kind | forecasts | series | records each: burn-in + counted | per week | 95 %% interval \
        | per 1,000 records | per week in burn-in |
        | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        """
            .formatted(FalseAlarmSettings.BURN_IN_ALARMS));
    counts.forEach(count -> out.append(row(count)));
    return out.toString();
  }

  private String row(FalseAlarmCount count) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %,d + %,d | %.2f | %.2f to %.2f | %.2f | %.2f |%n",
        count.step().word(),
        count.kind().word(),
        settings.forecast().contains(count.step()) ? "yes" : "no",
        count.series(),
        count.burnInRows(),
        count.countedRows(),
        count.perWeek(),
        count.perWeek() - count.margin(),
        count.perWeek() + count.margin(),
        count.perThousand(),
        count.perWeekBefore());
  }

  /**
   * The levels of the score and the most alerts in 1,000 records at any level from there on, as the
   * mean over kinds and steps of what the series counted: the kernel's shipped map.
   */
  public String map() {
    double[] alerts = new double[FalseAlarmRate.levels()];
    double most = 0;
    for (int level = alerts.length - 1; level >= 0; level--) {
      int at = level;
      double mean = counts.stream().mapToDouble(each -> each.ladder()[at]).average().orElse(0);
      most = Math.max(most, mean);
      alerts[level] = most;
    }
    StringBuilder out = new StringBuilder("score  alerts in 1,000 records\n");
    for (int level = 0; level < alerts.length; level++) {
      out.append(
          String.format(Locale.ROOT, "%5.2f  %.2g%n", FalseAlarmRate.level(level), alerts[level]));
    }
    return out.toString();
  }

  /** For machines: {@code falseAlarms}, one entry for each step and kind, and {@code run}. */
  public void write(Writer out) throws IOException {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("perWeek", settings.perWeek());
    run.put("series", settings.series());
    run.put("burnInAlarms", FalseAlarmSettings.BURN_IN_ALARMS);
    run.put("size", settings.size().word());
    run.put("seed", settings.seed());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("falseAlarms", counts.stream().map(this::entry).toList());
    root.put("run", run);
    JSON.writeValue(out, root);
  }

  private Map<String, Object> entry(FalseAlarmCount count) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("step", count.step().word());
    entry.put("kind", count.kind().word());
    entry.put("forecasts", settings.forecast().contains(count.step()));
    entry.put("series", count.series());
    entry.put("burnInRecords", count.burnInRows());
    entry.put("countedRecords", count.countedRows());
    entry.put("perWeek", count.perWeek());
    entry.put("low95", count.perWeek() - count.margin());
    entry.put("high95", count.perWeek() + count.margin());
    entry.put("perThousandRecords", count.perThousand());
    entry.put("perWeekInBurnIn", count.perWeekBefore());
    return entry;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
