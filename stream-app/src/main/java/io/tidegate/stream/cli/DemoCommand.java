package io.tidegate.stream.cli;

import io.tidegate.stream.broker.BrokerException;
import io.tidegate.stream.demo.Demo;
import io.tidegate.stream.demo.DemoOptions;
import io.tidegate.stream.demo.Screen;
import io.tidegate.stream.pipeline.PipelineException;
import io.tidegate.stream.replay.DeliveryException;
import io.tidegate.stream.replay.ReplayException;
import io.tidegate.stream.topology.ClusterException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate demo}: the whole on this machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the whole on this machine: a Kafka broker inside this process, the stream application"
          + " with its page, the trainer as a process of its own, and live input.",
      "",
      "Without --csv the input is this machine itself, measured once a second. With --csv and"
          + " --speed max the replay waits at each retraining until the trainer is done."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate demo",
      "  tidegate demo --duration PT90S",
      "  tidegate demo --csv nyc_taxi.csv --speed max --duration PT3M",
      "  tidegate demo --csv sales.csv --speed max --covariate promotion --announce 24"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:forecasts came, a model was retrained and used, and every observation is accounted for",
      "1:one of these failed, or the demo could not start",
      "2:wrong use, or a file that cannot be read as asked"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--csv", paramLabel = "FILE", description = "Replay a CSV file instead.")
  private Path csvFile;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "N|max",
      description = "With --csv: its own pace times N, or lockstep with the trainer; default 1.")
  private String speed;

  @Option(
      names = "--duration",
      paramLabel = "PT90S",
      description = "End after that time; by default with the file, or by Ctrl-C.")
  private Duration duration;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of page and API; default 8080, or a free one if that is taken.")
  private Integer port;

  @Option(
      names = "--broker-port",
      defaultValue = "0",
      paramLabel = "N",
      description = "Port of the embedded broker; default: a free one.")
  private int brokerPort;

  @Mixin private PipelineArguments pipeline = new PipelineArguments();

  @Mixin private CsvArguments csv = new CsvArguments();

  @Override
  public Integer call() throws Exception {
    Screen screen = new Screen(spec.commandLine().getOut(), Terminal.isThere());
    Demo demo = new Demo(options(), System.getenv(), screen);
    try {
      return Interruption.endsBy(demo::stop, demo::run) ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (ReplayException e) {
      spec.commandLine().getErr().println("tidegate: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (PipelineException | BrokerException | ClusterException | DeliveryException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private DemoOptions options() {
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      throw new ParameterException(
          spec.commandLine(), "--duration: expected a positive duration such as PT90S");
    }
    return new DemoOptions(
        Optional.ofNullable(csvFile),
        csv.options(),
        speed,
        Optional.ofNullable(duration),
        port == null ? OptionalInt.empty() : OptionalInt.of(port),
        brokerPort,
        pipeline.directory(),
        pipeline.trainer(),
        pipeline.settings());
  }
}
