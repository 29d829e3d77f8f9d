package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.Covariates;
import io.tidegate.kernel.series.Part;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TrainerVersion;
import io.tidegate.trainer.backtest.CsvFile;
import io.tidegate.trainer.backtest.DataSet;
import io.tidegate.trainer.backtest.Parts;
import io.tidegate.trainer.backtest.Setup;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.wire.SeriesKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is lived through and how: the options of every command that runs backtests. */
final class BacktestOptions {
  private static final long HOUR = 3_600_000;
  private static final int EVERY_OF_HOURS = 720;
  private static final int EVERY_BELOW = 1_440;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  @Option(
      names = "--covariates",
      split = ",",
      paramLabel = "COLUMN",
      description = {
        "Columns that are no series: known ahead of time, as far as the model looks, for all",
        "series. At most four."
      })
  private List<String> covariates = List.of();

  @Option(names = "--model", paramLabel = "FILE", description = "Instead of version 0.")
  private Path model;

  @Option(names = "--seed", paramLabel = "N", description = "Short for tidegate.trainer.seed.")
  private Long seed;

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

  /** The files and folders that were named. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** The trainer's settings, as the sidecar would read them. */
  TrainerSettings settings() {
    if (seed != null) {
      overrides.put("tidegate.trainer.seed", seed.toString());
    }
    return TrainerSettings.load(config, System.getenv(), overrides);
  }

  /** The same with one more part switched off. */
  TrainerSettings settingsWithout(Part part) {
    TrainerSettings whole = settings();
    String before = String.join(",", whole.configuration().list(SeriesKeys.WITHOUT));
    Map<String, String> more = new LinkedHashMap<>(overrides);
    more.put(SeriesKeys.WITHOUT, before.isEmpty() ? part.word() : before + "," + part.word());
    return TrainerSettings.load(config, System.getenv(), more);
  }

  /** Every part but those that nothing here asks for. */
  List<Part> usefulParts() {
    return Arrays.stream(Part.values())
        .filter(part -> part != Part.COVARIATES || !covariates.isEmpty())
        .toList();
  }

  /** How figures come about, for a report. */
  Map<String, Object> how(Model start, TrainerSettings settings) {
    Map<String, Object> how = new LinkedHashMap<>();
    how.put("command", String.join(" ", spec.root().commandLine().getParseResult().originalArgs()));
    how.put("code", TrainerVersion.get());
    how.put("model", Digest.sha256(ModelCodec.encode(start)));
    how.put("size", settings.size().word());
    how.put("seed", settings.seed());
    how.put("configuration", settings.digest());
    how.put("java", Runtime.version().toString());
    how.put("processors", Runtime.getRuntime().availableProcessors());
    return how;
  }

  /**
   * Rows between retrainings, 0 for none.
   *
   * @param otherwise if none were said
   */
  int every(int otherwise) {
    if (every != null && every < 0) {
      throw new ParameterException(
          spec.commandLine(), "--every: expected 0 or more rows, found " + every);
    }
    return every == null ? otherwise : every;
  }

  /**
   * Checks that a report can be written.
   *
   * @param file null for none
   */
  void checkOutput(Path file) {
    if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new ParameterException(
          spec.commandLine(), "no folder " + file.toAbsolutePath().getParent() + " to write to");
    }
  }

  /** The weights in use before the first retraining. */
  Model start(TrainerSettings settings) {
    return model == null
        ? ShippedModel.load(settings.size())
        : ModelFile.decode(model, ModelFile.bytes(model));
  }

  /**
   * One for each file.
   *
   * @param newcomer the row with which every series is started a second time; 0 for none, null for
   *     the middle of the online part
   */
  List<Setup> setups(Model start, TrainerSettings settings, Integer newcomer) {
    every(0);
    if (covariates.size() > Covariates.MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "--covariates: a series uses at most "
              + Covariates.MOST
              + ", found "
              + covariates.size());
    }
    List<Setup> setups = new ArrayList<>();
    for (Path file : files) {
      setups.add(setup(file, start, settings, newcomer));
    }
    return setups;
  }

  private Setup setup(Path file, Model start, TrainerSettings settings, Integer newcomer) {
    boolean bounded = training != null && validation != null && online != null;
    int most = bounded ? Math.max(2, training + validation + online) : Integer.MAX_VALUE;
    DataSet data = CsvFile.read(file, columns, covariates, time, most);
    Parts parts = Parts.of(data, training, validation, online, Collections.max(horizons));
    int usual = data.stepMillis() < HOUR ? EVERY_BELOW : EVERY_OF_HOURS;
    return new Setup(
        data,
        parts,
        horizons,
        every(usual),
        newcomer == null ? parts.middleOfOnline() : newcomer,
        start,
        settings);
  }
}
