package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TrainerVersion;
import io.tidegate.trainer.backtest.Backtest;
import io.tidegate.trainer.backtest.CsvFile;
import io.tidegate.trainer.backtest.DataSet;
import io.tidegate.trainer.backtest.HtmlReport;
import io.tidegate.trainer.backtest.JsonReport;
import io.tidegate.trainer.backtest.Parts;
import io.tidegate.trainer.backtest.Results;
import io.tidegate.trainer.backtest.Setup;
import io.tidegate.trainer.backtest.TextTable;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.trainer.worker.ForkedFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "A file has a header, then rows of a time and one number a series; empty cells are missing."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar tidegate-trainer.jar backtest --data ETTh2.csv --train 2880 --validation 720 \\",
      "    --online 10800 --html report.html"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the work failed", "2:wrong use, or data that cannot be used"})
final class BacktestCommand implements Callable<Integer> {
  private static final long HOUR = 3_600_000;
  private static final int EVERY_OF_HOURS = 720;
  private static final int EVERY_BELOW = 1_440;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "CSV files, each a data set of its own.")
  private List<Path> files;

  @Option(
      names = "--horizons",
      split = ",",
      defaultValue = "1,24,48",
      paramLabel = "N",
      description = "Errors are means over the steps 1 to N (default ${DEFAULT-VALUE}).")
  private List<Integer> horizons;

  @Option(
      names = "--train",
      paramLabel = "ROWS",
      description = "Rows that standardise; then comes the first retraining (default 20 %%).")
  private Integer training;

  @Option(
      names = "--validation",
      paramLabel = "ROWS",
      description = "Rows lived through and not scored (default 5 %%).")
  private Integer validation;

  @Option(
      names = "--online",
      paramLabel = "ROWS",
      description = "Rows whose forecasts are scored (default all the others).")
  private Integer online;

  @Option(
      names = "--every",
      paramLabel = "ROWS",
      description = "Rows between retrainings, 0 for none (default 720, below an hour 1440).")
  private Integer every;

  @Option(names = "--time", paramLabel = "COLUMN", description = "The time (default the first).")
  private String time;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description = "The series (default every column but the time).")
  private List<String> columns = List.of();

  @Option(names = "--model", paramLabel = "FILE", description = "Instead of version 0.")
  private Path model;

  @Option(names = "--seed", paramLabel = "N", description = "Short for tidegate.trainer.seed.")
  private Long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
  private Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a report with charts there.")
  private Path html;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file of the trainer; README.md lists the keys.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key that wins over file and environment; repeatable.")
  private final Map<String, String> overrides = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    checkOutput(json);
    checkOutput(html);
    if (every != null && every < 0) {
      throw new ParameterException(
          spec.commandLine(), "--every: expected 0 or more rows, found " + every);
    }
    TrainerSettings settings = settings();
    Model start = start();
    List<Setup> setups = new ArrayList<>();
    for (Path file : files) {
      setups.add(setup(file, start, settings));
    }
    List<Results> all = new ArrayList<>();
    for (Setup setup : setups) {
      all.add(run(setup));
      out.print(TextTable.of(all.get(all.size() - 1)));
      out.flush();
    }
    write(all, how(start, settings));
    return 0;
  }

  private TrainerSettings settings() {
    if (seed != null) {
      overrides.put("tidegate.trainer.seed", seed.toString());
    }
    return TrainerSettings.load(config, System.getenv(), overrides);
  }

  private Setup setup(Path file, Model start, TrainerSettings settings) {
    boolean bounded = training != null && validation != null && online != null;
    int most = bounded ? Math.max(2, training + validation + online) : Integer.MAX_VALUE;
    DataSet data = CsvFile.read(file, columns, time, most);
    Parts parts = Parts.of(data, training, validation, online, Collections.max(horizons));
    int usual = data.stepMillis() < HOUR ? EVERY_BELOW : EVERY_OF_HOURS;
    return new Setup(data, parts, horizons, every == null ? usual : every, start, settings);
  }

  private Results run(Setup setup) throws InterruptedException {
    TrainerSettings settings = setup.settings();
    int rows = setup.parts().training() + setup.parts().validation() + setup.parts().online();
    try (BacktestProgress progress =
        new BacktestProgress(setup.data().name(), rows, spec.commandLine().getErr())) {
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

  private Map<String, Object> how(Model start, TrainerSettings settings) {
    Map<String, Object> how = new LinkedHashMap<>();
    how.put("command", String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    how.put("code", TrainerVersion.get());
    how.put("model", Digest.sha256(ModelCodec.encode(start)));
    how.put("seed", settings.seed());
    how.put("configuration", settings.digest());
    how.put("java", Runtime.version().toString());
    how.put("processors", Runtime.getRuntime().availableProcessors());
    return how;
  }

  private void checkOutput(Path file) {
    if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new ParameterException(
          spec.commandLine(), "no folder " + file.toAbsolutePath().getParent() + " to write to");
    }
  }

  private Model start() {
    return model == null ? ShippedModel.load() : ModelFile.decode(model, ModelFile.bytes(model));
  }
}
