package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.alerts.FalseAlarmCount;
import io.tidegate.trainer.alerts.FalseAlarmReport;
import io.tidegate.trainer.alerts.FalseAlarmSettings;
import io.tidegate.trainer.alerts.FalseAlarms;
import io.tidegate.trainer.alerts.NormalKind;
import io.tidegate.trainer.alerts.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how many alarms there are where nothing goes wrong. */
@Command(
    name = "false-alarms",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Simulates series without anomalies and counts the alerts that open, every",
      "one false, beside the number accepted. Hourly records go the way of",
      "production: forecast by the shipped model, then judged. Counting begins after",
      "a burn-in of 20 accepted alarms, when a series' rates are its own. One core,",
      "some minutes."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  java -jar tidegate-trainer.jar alerts false-alarms --steps hourly --json alarms.json")
final class FalseAlarmsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--series",
      defaultValue = "200",
      paramLabel = "N",
      description = "Of each kind and step (default ${DEFAULT-VALUE}).")
  private int series;

  @Option(
      names = "--kinds",
      split = ",",
      converter = KindWord.class,
      completionCandidates = KindWord.class,
      paramLabel = "KIND",
      description = "Of ${COMPLETION-CANDIDATES} (default all).")
  private List<NormalKind> kinds = List.of(NormalKind.values());

  @Option(
      names = "--steps",
      split = ",",
      converter = StepWord.class,
      completionCandidates = StepWord.class,
      paramLabel = "STEP",
      description = "Of ${COMPLETION-CANDIDATES} (default both).")
  private List<Step> steps = List.of(Step.values());

  @Option(
      names = "--per-week",
      defaultValue = "1",
      paramLabel = "N",
      description = "False alarms accepted per series and week (default ${DEFAULT-VALUE}).")
  private double perWeek;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      description = "Counted in after the burn-in (default 20 hourly, 4 of five minutes).")
  private int weeks;

  @Option(
      names = "--forecasts",
      split = ",",
      converter = StepWord.class,
      completionCandidates = StepWord.class,
      defaultValue = "hourly",
      paramLabel = "STEP",
      description =
          "Steps whose records are forecast (default ${DEFAULT-VALUE}); five-minutes takes eight"
              + " times as long.")
  private Set<Step> forecasts;

  @Option(names = "--without-forecasts", description = "No record is forecast: in seconds.")
  private boolean withoutForecasts;

  @Option(
      names = "--size",
      defaultValue = "standard",
      converter = SizeWord.class,
      completionCandidates = SizeWord.class,
      paramLabel = "SIZE",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Size size;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--map",
      description = "Print also the map from scores to rates, as it ships for series of no record.")
  private boolean map;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    FalseAlarmSettings settings = settings();
    if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
      throw new CommandFailure("no folder " + json.toAbsolutePath().getParent() + " to write to");
    }
    List<FalseAlarmCount> counts;
    try (RowBar bar = new RowBar("false alarms", settings.allRows(), spec.commandLine().getErr())) {
      counts = FalseAlarms.count(settings, bar::stepTo);
    }
    FalseAlarmReport report = new FalseAlarmReport(settings, counts);
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.table());
    out.print(map ? "\n" + report.map() : "");
    out.flush();
    if (json != null) {
      try (Writer writer = Files.newBufferedWriter(json)) {
        report.write(writer);
      }
    }
    return 0;
  }

  private FalseAlarmSettings settings() {
    try {
      return new FalseAlarmSettings(
          kinds,
          steps,
          series,
          perWeek,
          weeks,
          withoutForecasts ? Set.of() : forecasts,
          size,
          seed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
