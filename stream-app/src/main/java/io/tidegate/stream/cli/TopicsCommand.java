package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.TopicCreation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate topics}: what concerns the topics. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Makes the topics that the processes meet on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TopicsCommand.Create.class)
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** {@code tidegate topics create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Makes every topic that is not there yet, with the settings that the application relies"
            + " on. Topics that are there are left as they are.",
        "",
        "Series are spread over the partitions; their number cannot be changed later without"
            + " losing the series' states."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate topics create --config tidegate.properties --partitions 6 --replication 3",
        "  tidegate topics create --set kafka.bootstrap.servers=localhost:9092"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:all topics are there",
        "1:the Kafka cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Create implements Callable<Integer> {
    private static final int MOST_PARTITIONS = 10_000;

    @Spec private CommandSpec spec;

    @Mixin private SettingsOptions options;

    @Option(
        names = "--partitions",
        paramLabel = "N",
        defaultValue = "4",
        description =
            "Partitions of observations, forecasts and dead letters (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
        names = "--replication",
        paramLabel = "N",
        defaultValue = "-1",
        description = "Copies of each partition; -1, the default, is the broker's own default.")
    private short replication;

    @Override
    public Integer call() {
      require(partitions >= 1 && partitions <= MOST_PARTITIONS, "--partitions", "1 to 10000");
      require(replication == -1 || replication >= 1, "--replication", "-1, or 1 and more");
      StreamSettings settings = options.loadForKafka();
      PrintWriter out = spec.commandLine().getOut();
      TopicCreation.create(settings.kafka(), settings.topics(), partitions, replication)
          .forEach(
              (topic, outcome) ->
                  out.printf("%-8s %s%n", outcome.name().toLowerCase(Locale.ROOT), topic));
      out.flush();
      return ExitCode.OK;
    }

    private void require(boolean valid, String option, String expected) {
      if (!valid) {
        throw new ParameterException(
            spec.commandLine(), "Invalid value for option '" + option + "': expected " + expected);
      }
    }
  }
}
