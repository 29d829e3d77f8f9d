package io.tidegate.stream.cli;

import io.tidegate.kernel.model.Size;
import io.tidegate.stream.bench.Bench;
import io.tidegate.stream.bench.BenchException;
import io.tidegate.stream.bench.BenchOptions;
import io.tidegate.stream.bench.BenchResult;
import io.tidegate.stream.bench.Estimate;
import io.tidegate.stream.broker.BrokerException;
import io.tidegate.stream.pipeline.PipelineException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how many records this machine forecasts, and what that costs: the production"
          + " topology (exactly_once_v2) on series whose states have their full size. Without"
          + " --bootstrap a Kafka broker inside this process takes its share of the machine.",
      "",
      "Beside it, in turns on the same broker: the same topology around a processor that models"
          + " nothing, but reads and writes the same bytes; and a processor with 600 bytes of state"
          + " that forwards 200. The ratios say how much of the stream's own speed is left.",
      "",
      "States are made by the model that ships from made hourly series, and are written to the"
          + " changelog topics before the application starts, which restores them. Every forecast"
          + " is checked: one for each observation, in order, warm; else there is no result.",
      "",
      "With --dry-run nothing runs: an estimate of what a load needs, by arithmetic from results"
          + " of this command that ship with the software."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate bench",
      "  tidegate bench --series 200000 --duration PT60S --json bench.json",
      "  tidegate bench --series 1000000 --rate 10000 --dry-run",
      "  tidegate bench --bootstrap kafka1:9092 --partitions 12 --set kafka.num.stream.threads=4"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured",
      "1:it could not be measured, or a forecast was wrong",
      "2:wrong use or wrong configuration"
    })
final class BenchCommand implements Callable<Integer> {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final int MOST_SERIES = 9_999_999;

  @Spec private CommandSpec spec;

  @Option(
      names = "--series",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Number of series, each with a state of full size; default 1000.")
  private int series;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Records a second; default: as many as are taken.")
  private Double rate;

  @Option(
      names = "--duration",
      defaultValue = "PT30S",
      paramLabel = "DURATION",
      description = "How long each topology is timed, ISO-8601; default PT30S.")
  private Duration duration;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      paramLabel = "N",
      description = "Turns that each topology has within that time; default 2.")
  private int rounds;

  @Option(
      names = "--partitions",
      defaultValue = "2",
      paramLabel = "N",
      description = "Partitions of the observations; default 2.")
  private int partitions;

  @Option(
      names = "--bootstrap",
      paramLabel = "SERVERS",
      description =
          "Kafka cluster to measure on. All that is made there has a name that begins with"
              + " tidegate-bench- and is deleted at the end. Default: a broker in this process.")
  private String bootstrap;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "lean or standard; default: as configured.")
  private Size size;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep data and logs there; by default they are deleted at the end.")
  private Path directory;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result there too; - for standard output, without the table.")
  private Path json;

  @Option(names = "--dry-run", description = "Only estimate; needs --rate.")
  private boolean dryRun;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    check();
    if (dryRun) {
      Size of = size == null ? settings.load().size() : size;
      Estimate estimate = Estimate.of(series, rate, of);
      JsonOutput.tell(spec, Optional.ofNullable(json), estimate, estimate.text());
      return ExitCode.OK;
    }
    try {
      BenchResult result = run(spec.commandLine().getErr());
      JsonOutput.tell(spec, Optional.ofNullable(json), result, result.text());
      return ExitCode.OK;
    } catch (BenchException | PipelineException | BrokerException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private void check() {
    require(
        series >= 1 && series <= MOST_SERIES,
        "--series: expected 1 to " + MOST_SERIES + ", found " + series);
    require(
        rate == null || (rate > 0 && rate <= 1e9),
        "--rate: expected a positive number of records a second, found " + rate);
    require(rounds >= 1 && rounds <= 100, "--rounds: expected 1 to 100, found " + rounds);
    require(
        partitions >= 1 && partitions <= 1000,
        "--partitions: expected 1 to 1000, found " + partitions);
    require(
        duration.dividedBy(Math.max(1, rounds)).compareTo(LEAST) >= 0,
        "--duration: expected at least a second for each of "
            + rounds
            + " rounds, found "
            + duration);
    require(
        !dryRun || rate != null,
        "--dry-run estimates what a load needs: name it by --rate, in records a second of all"
            + " series");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private BenchResult run(PrintWriter err) throws Exception {
    try (DrillProgress progress = new DrillProgress(err)) {
      Bench bench = new Bench(options(), progress);
      return Interruption.endsBy(bench::stop, bench::run);
    }
  }

  private BenchOptions options() {
    return new BenchOptions(
        series,
        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
        duration,
        rounds,
        partitions,
        Optional.ofNullable(bootstrap),
        Optional.ofNullable(directory),
        keys -> {
          Map<String, String> all = new HashMap<>(keys);
          if (size != null) {
            all.put("tidegate.size", size.name().toLowerCase(Locale.ROOT));
          }
          return settings.loadOver(all);
        });
  }
}
