package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.backtest.AlertScores;
import io.tidegate.trainer.backtest.AlertSettings;
import io.tidegate.trainer.backtest.Backtest;
import io.tidegate.trainer.backtest.HtmlReport;
import io.tidegate.trainer.backtest.JsonReport;
import io.tidegate.trainer.backtest.Results;
import io.tidegate.trainer.backtest.Setup;
import io.tidegate.trainer.backtest.TextTable;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.trainer.worker.ForkedFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures forecasts on files as production would make them. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lives through CSV files as production would: every value goes through the kernel, weights",
      "are retrained as the sidecar does, on values already seen, and each forecast is scored when",
      "its actual has come, beside persistence, seasonal naive and an online ridge regression.",
      "A file has a header, then rows of a time and one number a series; empty cells are missing.",
      "",
      "With --alerts how surprising each value is, by its series' own history and what was forecast",
      "for it, goes to files of the same names, each row with a score from 0 to less than 1. The",
      "threshold is .5: a row with .5 or more alerts. It is fixed, the same for all files. What",
      "follows within 24 rows of an alert has 0. Every file begins from nothing, with version 0;",
      "weights are retrained on what it has shown only if --every says so: that changed no alert."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar tidegate-trainer.jar backtest --data ETTh2.csv --train 2880 --validation 720 \\",
      "    --online 10800 --html report.html",
      "  java -jar tidegate-trainer.jar backtest --data metrics --alerts scores"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the work failed", "2:wrong use, or data that cannot be used"})
final class BacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BacktestOptions options;

  @Option(
      names = "--newcomer",
      paramLabel = "ROW",
      description = {
        "Start every series a second time, cold, with this row, and report its first forecasts",
        "(default the middle of the scored rows; 0 for none)."
      })
  private Integer newcomer;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
  private Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a report with charts there.")
  private Path html;

  @Option(
      names = "--alerts",
      paramLabel = "FOLDER",
      description = {
        "Write there how surprising each row of the files is, or of those in the folders, that",
        "--data names: the time first, the value second, each file a series of its own."
      })
  private Path alerts;

  @Option(
      names = "--without-forecasts",
      description = "With --alerts: let no part of the score come from forecasts.")
  private boolean withoutForecasts;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (alerts != null) {
      return writeAlerts(out);
    }
    options.checkOutput(json);
    options.checkOutput(html);
    TrainerSettings settings = options.settings();
    Model start = options.start(settings);
    List<Setup> setups = options.setups(start, settings, newcomer);
    List<Results> all = new ArrayList<>();
    for (Setup setup : setups) {
      all.add(run(setup));
      out.print(TextTable.of(all.get(all.size() - 1)));
      out.flush();
    }
    write(all, options.how(start, settings));
    return 0;
  }

  private int writeAlerts(PrintWriter out) throws IOException, InterruptedException {
    TrainerSettings settings = options.settings();
    FitRunner runner = new ForkedFit(settings.fitMemory(), settings.threads());
    AlertSettings how =
        new AlertSettings(
            options.start(settings), !withoutForecasts, options.every(0), settings, runner);
    for (Path data : options.files()) {
      new AlertScores(data, alerts, how)
          .write(
              (file, rows, found, promoted) -> {
                String weights = promoted == 0 ? "" : ", weights replaced " + promoted + " times";
                out.printf("%s: %d rows, %d alerts%s%n", file, rows, found, weights);
                out.flush();
              });
    }
    return 0;
  }

  private Results run(Setup setup) throws InterruptedException {
    TrainerSettings settings = setup.settings();
    try (BacktestProgress progress =
        new BacktestProgress(
            setup.data().name(), setup.parts().end(), spec.commandLine().getErr())) {
      ForkedFit runner = new ForkedFit(settings.fitMemory(), settings.threads());
      return new Backtest(setup, runner, progress).run();
    }
  }

  private void write(List<Results> all, Map<String, Object> how) throws IOException {
    if (json != null) {
      try (Writer writer = Files.newBufferedWriter(json)) {
        JsonReport.write(all, how, writer);
      }
    }
    if (html != null) {
      try (Writer writer = Files.newBufferedWriter(html)) {
        HtmlReport.write(all, how, writer);
      }
    }
  }
}
