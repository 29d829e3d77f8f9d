package io.tidegate.stream.cli;

import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertBook;
import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.alerts.AlertTopic;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate alerts}: what the alerts topic holds, and answers to alerts. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Tells of alerts, as their topic holds them, and answers to them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AlertsCommand.Listing.class,
      AlertsCommand.Show.class,
      FeedbackCommand.Acknowledge.class,
      FeedbackCommand.FalsePositive.class,
      FeedbackCommand.Expect.class
    })
final class AlertsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static AlertBook read(StreamSettings settings, Predicate<String> series) {
    ModelsCommand.requireTopics(settings);
    try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
      return AlertTopic.read(log, settings, series);
    }
  }

  /** The alert of that id, out of what the topic holds. */
  static Alert find(AlertBook book, String id) {
    return book.find(id)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "no alert "
                        + id
                        + " is in the topic: tidegate alerts list names those that are"));
  }

  private static Integer tell(CommandSpec spec, String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  /** {@code tidegate alerts list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists alerts, the newest first: when each was noticed, how severe it is, of what kind, and"
            + " whether and how it ended. Times are event times.",
        "",
        "Reads the topic alerts; the application may be running or not."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate alerts list --config tidegate.properties",
        "  tidegate alerts list --state all --series 'shop.*' --severity warning --config"
            + " tidegate.properties",
        "  tidegate alerts list --kind missing-data --json --config tidegate.properties"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:listed",
        "1:the Kafka cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Listing implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        defaultValue = "open",
        description = "open, past or all; default: ${DEFAULT-VALUE}.")
    private String state;

    @Option(
        names = "--series",
        paramLabel = "GLOB",
        defaultValue = "*",
        description = "Only series of such a name; * is any run of characters, ? any one.")
    private String series;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description =
            "Only this kind: spike, level-shift, variance-change, flat-line, missing-data,"
                + " seasonal-misfit or out-of-range.")
    private String kind;

    @Option(
        names = "--severity",
        paramLabel = "SEVERITY",
        description = "Only this severity and above: info, warning or critical.")
    private String severity;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "As JSON; times are milliseconds.")
    private boolean json;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      AlertFilter filter = filter();
      if (limit < 1) {
        throw new ParameterException(
            spec.commandLine(), "--limit: expected a number from 1 on, found " + limit);
      }
      AlertBook book = read(options.loadForKafka(), filter.series()::valueOf);
      List<Alert> found = book.list(filter);
      List<Alert> shown = found.stream().limit(limit).toList();
      if (json) {
        return tell(spec, AlertsJson.list(shown, found.size()));
      }
      return tell(
          spec,
          found.isEmpty() ? AlertsText.none(filter.state()) : AlertsText.list(shown, found.size()));
    }

    private AlertFilter filter() {
      try {
        return new AlertFilter(
                AlertFilter.word("--state", state, AlertFilter.State.values()),
                AlertFilter.ALL.series(),
                Optional.ofNullable(kind)
                    .map(text -> AlertFilter.word("--kind", text, AlertKind.values())),
                Optional.ofNullable(severity)
                    .map(text -> AlertFilter.word("--severity", text, AlertSeverity.values()))
                    .orElse(AlertSeverity.UNKNOWN))
            .ofSeries(series);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
  }

  /** {@code tidegate alerts show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows one alert: every event of it, what was expected and what came, the detectors' parts,"
            + " and what else alerted within the same minutes.",
        "",
        "Reads the topic alerts; the application may be running or not."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate alerts show sales@0-4711 --config tidegate.properties",
        "  tidegate alerts show sales@0-4711 --within PT1H --json --config tidegate.properties"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:shown",
        "1:the topic holds no such alert, or the Kafka cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The alert, as tidegate alerts list names it.")
    private String id;

    @Option(
        names = "--within",
        paramLabel = "DURATION",
        defaultValue = "PT10M",
        description = "How near in time other alerts are shown with it; default: ${DEFAULT-VALUE}.")
    private Duration within;

    @Option(names = "--json", description = "As JSON; times are milliseconds.")
    private boolean json;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      AlertBook book = read(options.loadForKafka(), series -> true);
      Alert alert = find(book, id);
      List<Alert> also = book.beside(alert, within.toMillis());
      return tell(spec, json ? AlertsJson.show(alert, also) : AlertsText.show(alert, also));
    }
  }
}
