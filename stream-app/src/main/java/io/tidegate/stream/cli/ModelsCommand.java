package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.CatalogVersion;
import io.tidegate.stream.models.ModelCatalog;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.TopicCreation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate models}: what became of every model version, and decisions about them. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description =
        "Tells of the model's versions, as the topics hold them, and decides which is the champion.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelsCommand.Listing.class,
      ModelsCommand.Show.class,
      DecisionCommand.Promote.class,
      DecisionCommand.Rollback.class,
      DecisionCommand.Pin.class,
      DecisionCommand.Unpin.class
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static void requireTopics(StreamSettings settings) {
    List<String> missing = TopicCreation.missing(settings.kafka(), settings.topics());
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "missing from the Kafka cluster: topic " + String.join(", ", missing), null);
    }
  }

  private static ModelCatalog read(StreamSettings settings) {
    requireTopics(settings);
    try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
      return ModelCatalog.read(log, settings);
    }
  }

  private static Integer tell(CommandSpec spec, String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  /** {@code tidegate models list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists every version that the topics tell of: whether it is the champion, its challenger or"
            + " pinned, in use and on which partitions, rolled back, rejected, refused and why, and"
            + " what training said of it.",
        "",
        "Reads the topics models, model-decisions and activations; the application may be running"
            + " or not."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate models list --config tidegate.properties",
        "  tidegate models list --config tidegate.properties --json"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:listed",
        "1:the Kafka cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Listing implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "As JSON; times are milliseconds.")
    private boolean json;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      StreamSettings settings = options.loadForKafka();
      ModelCatalog catalog = read(settings);
      return tell(
          spec, json ? ModelsJson.list(settings.modelName(), catalog) : ModelsText.list(catalog));
    }
  }

  /** {@code tidegate models show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows one version: where it was used, what it was trained from, on and with, what was"
              + " decided about it, and the chain of its parents with their digests.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate models show 12 --config tidegate.properties",
        "  tidegate models show 12 --config tidegate.properties --json"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:shown",
        "1:nothing is known of that version, or the Kafka cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "V", description = "The version.")
    private long version;

    @Option(names = "--json", description = "As JSON; times are milliseconds.")
    private boolean json;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      StreamSettings settings = options.loadForKafka();
      ModelCatalog catalog = read(settings);
      CatalogVersion shown =
          catalog
              .version(version)
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          "nothing is known of version "
                              + version
                              + " of model "
                              + settings.modelName()
                              + ": tidegate models list names those that are"));
      return tell(
          spec,
          json
              ? ModelsJson.show(settings.modelName(), shown, catalog.chain(version))
              : ModelsText.show(settings.modelName(), shown, catalog.chain(version)));
    }
  }
}
