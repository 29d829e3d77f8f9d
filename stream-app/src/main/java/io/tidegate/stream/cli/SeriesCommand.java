package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.states.SeriesSheet;
import io.tidegate.stream.states.StateDocument;
import io.tidegate.stream.states.StateSizes;
import io.tidegate.stream.states.StateTopic;
import io.tidegate.wire.GlobRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate series}: what is kept of each series, and changing it. */
@Command(
    name = "series",
    mixinStandardHelpOptions = true,
    description = "Tells what is kept of each series, and exports, imports, resets or forgets it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SeriesCommand.Listing.class,
      SeriesCommand.Show.class,
      SeriesCommand.Export.class,
      SeriesChangeCommand.Import.class,
      SeriesChangeCommand.Reset.class,
      SeriesChangeCommand.Forget.class
    })
final class SeriesCommand implements Runnable {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** What is kept of a series; empty if there is nothing. */
  static Optional<StateTopic.Held> look(StreamSettings settings, String series) {
    ModelsCommand.requireTopics(settings);
    try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
      return StateTopic.find(log, settings, series);
    }
  }

  static StateTopic.Held find(StreamSettings settings, String series) {
    return look(settings, series)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "nothing is kept of series "
                        + series
                        + " by application "
                        + settings.applicationId()
                        + ": tidegate series list names those that there are"));
  }

  private static Integer tell(CommandSpec spec, String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code tidegate series list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the series of which the application keeps a state: newest observation, step, the"
            + " model version that moved it last, level and scale, season in rows, bytes, and the"
            + " kind of an open alert.",
        "",
        "Reads what is committed in the changelog of the states; the application may be running or"
            + " not."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate series list --config tidegate.properties",
        "  tidegate series list --series 'shop.*' --sort bytes --limit 10 --config"
            + " tidegate.properties",
        "  tidegate series list --json --config tidegate.properties"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:listed",
        "1:the Kafka cluster cannot be used, or a newer version wrote a state",
        "2:wrong use or wrong configuration"
      })
  static final class Listing implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--series",
        paramLabel = "GLOB",
        defaultValue = "*",
        description = "Only series of such a name; * is any run of characters, ? any one.")
    private String glob;

    @Option(
        names = "--sort",
        paramLabel = "ORDER",
        defaultValue = "NAME",
        description =
            "name, newest (latest first), silent (the reverse), version (oldest first), scale or"
                + " bytes (largest first), or alert (open ones first); default: name.")
    private Order order;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "As JSON; times are milliseconds.")
    private boolean json;

    @Mixin private SettingsOptions options;

    private record Listed(int total, List<SeriesSheet> series) {}

    @Override
    public Integer call() {
      if (limit < 1) {
        throw new ParameterException(
            spec.commandLine(), "--limit: expected a number from 1 on, found " + limit);
      }
      StreamSettings settings = options.loadForKafka();
      ModelsCommand.requireTopics(settings);
      Map<String, SeriesSheet> found;
      try (TopicLog log = new KafkaTopicLog(settings.kafka())) {
        found =
            StateTopic.read(
                log, settings, GlobRules.anyOf(List.of(glob))::valueOf, SeriesSheet::of);
      }
      List<SeriesSheet> shown =
          found.values().stream().sorted(order.comparator()).limit(limit).toList();
      return tell(
          spec,
          json ? json(new Listed(found.size(), shown)) : SeriesText.list(shown, found.size()));
    }
  }

  /** Orders of the list; equal ones stay in the order of their names. */
  enum Order {
    NAME,
    NEWEST,
    SILENT,
    VERSION,
    SCALE,
    BYTES,
    ALERT;

    private Comparator<SeriesSheet> comparator() {
      return switch (this) {
        case NAME -> Comparator.comparing(SeriesSheet::series);
        case NEWEST -> Comparator.comparing(Order::time).reversed();
        case SILENT -> Comparator.comparing(Order::time);
        case VERSION -> Comparator.comparing(SeriesSheet::modelVersion);
        case SCALE -> Comparator.comparing(SeriesSheet::scale).reversed();
        case BYTES -> Comparator.comparing(SeriesSheet::bytes).reversed();
        case ALERT -> Comparator.comparing(sheet -> sheet.open().isEmpty());
      };
    }

    private static long time(SeriesSheet sheet) {
      return sheet.time() == null ? Long.MIN_VALUE : sheet.time();
    }
  }

  /** {@code tidegate series show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows what is kept of one series: step, newest observation, model version, level, scale,"
            + " season, the intervals by step ahead with what they held, an open alert, and the"
            + " bytes by part.",
        "",
        "Reads what is committed in the changelog of the states; the application may be running or"
            + " not."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate series show sales --config tidegate.properties",
        "  tidegate series show sales --json --config tidegate.properties"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:shown",
        "1:nothing is kept of it, a newer version wrote it, or the Kafka cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SERIES", description = "Its name.")
    private String series;

    @Option(names = "--json", description = "As JSON; times are milliseconds.")
    private boolean json;

    @Mixin private SettingsOptions options;

    private record Shown(SeriesSheet series, Map<String, Integer> bytesByPart) {}

    @Override
    public Integer call() {
      StateTopic.Held held = find(options.loadForKafka(), series);
      SeriesSheet sheet = SeriesSheet.of(held);
      Map<String, Integer> sizes = StateSizes.of(held);
      return tell(spec, json ? json(new Shown(sheet, sizes)) : SeriesText.show(sheet, sizes));
    }
  }

  /** {@code tidegate series export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Writes one series' state as JSON: every field by name, from which the very same bytes"
            + " arise, with the formats, the version of Tidegate, and a SHA-256 digest of the"
            + " bytes. tidegate series import takes it back.",
        "",
        "Reads what is committed in the changelog of the states; the application may be running or"
            + " not."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate series export sales --to sales.json --config tidegate.properties",
        "  tidegate series export sales --config tidegate.properties | jq .forecast.scaler"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:written",
        "1:nothing is kept of it, a newer version wrote it, the file cannot be written, or the Kafka"
            + " cluster cannot be used",
        "2:wrong use or wrong configuration"
      })
  static final class Export implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SERIES", description = "Its name.")
    private String series;

    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "A new file to write to; default: standard output.")
    private Path file;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      StreamSettings settings = options.loadForKafka();
      StateTopic.Held held = find(settings, series);
      StateDocument document = StateDocument.of(held);
      String json = document.json(Instant.now(), settings.modelName());
      if (file == null) {
        return tell(spec, json);
      }
      try {
        Files.writeString(file, json, StandardOpenOption.CREATE_NEW);
      } catch (IOException e) {
        throw new CommandFailure("cannot write " + file + " (it must not exist yet): " + e, e);
      }
      return tell(spec, String.format("series %s: exported to %s%n", series, file));
    }
  }
}
