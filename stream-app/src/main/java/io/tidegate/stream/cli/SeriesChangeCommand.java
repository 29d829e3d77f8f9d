package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.TopicWriter;
import io.tidegate.stream.states.SeriesDesk;
import io.tidegate.stream.states.StateDocument;
import io.tidegate.stream.states.StateTopic;
import io.tidegate.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One change of a series: {@code tidegate series reset}, {@code forget}, {@code import}. */
@Command(
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written; it takes effect when the application reads it",
      "1:refused, and nothing was written; or the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
abstract class SeriesChangeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it, kept with it; default: the user's name on this machine.")
  private String by;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, kept with it.")
  private String comment;

  @Mixin private SettingsOptions options;

  /** Writes the change and tells what was done. */
  abstract String change(StreamSettings settings, SeriesDesk desk, SeriesDesk.Reason reason);

  @Override
  public Integer call() {
    StreamSettings settings = options.loadForKafka();
    String told = change(settings, SeriesDesk.on(settings), new SeriesDesk.Reason(by, comment));
    spec.commandLine().getOut().print(told);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String told(String series, String what, TopicWriter.Place place) {
    return String.format(
        "series %s: %s, at offset %d of partition %d of the observations%n",
        series, what, place.offset(), place.partition());
  }

  /** {@code tidegate series reset}. */
  @Command(
      name = "reset",
      description = {
        "Lets a series begin anew with its next observation: step, level, season, calibration,"
            + " covariates known ahead and what its alerts have learnt go, an open alert ends. What"
            + " was written of it stays.",
        "",
        "Writes one event to the observations topic; the application may be running or not."
      },
      footer = {
        "  tidegate series reset sales --comment \"new sensor\" --config tidegate.properties"
      })
  static final class Reset extends SeriesChangeCommand {
    @Parameters(paramLabel = "SERIES", description = "Its name.")
    private String series;

    @Override
    String change(StreamSettings settings, SeriesDesk desk, SeriesDesk.Reason reason) {
      StateTopic.Held held = SeriesCommand.find(settings, series);
      return told(series, "reset", desk.reset(series, held.partition(), reason));
    }
  }

  /** {@code tidegate series forget}. */
  @Command(
      name = "forget",
      description = {
        "Lets nothing be kept of a series: its states go from the stores and their changelogs, the"
            + " page lets it go, an open alert ends, and tombstones under its name are written to"
            + " the topics forecasts, alerts, accuracy and checkpoints. If it is heard of again, it"
            + " is a new series.",
        "",
        "Its records in the topics stay until retention takes them: the observations themselves, and"
            + " what was written of them. A trained model's weights are not undone.",
        "",
        "Writes one event to the observations topic; the application may be running or not."
      },
      footer = {"  tidegate series forget sales --config tidegate.properties"})
  static final class Forget extends SeriesChangeCommand {
    @Parameters(paramLabel = "SERIES", description = "Its name.")
    private String series;

    @Override
    String change(StreamSettings settings, SeriesDesk desk, SeriesDesk.Reason reason) {
      StateTopic.Held held = SeriesCommand.find(settings, series);
      Topics topics = settings.topics();
      return told(series, "forgotten", desk.forget(series, held.partition(), reason))
          + String.format(
              "what lies in these topics under its name stays until their retention takes it: %s,"
                  + " %s, %s, %s, %s, %s%n",
              topics.observations(),
              topics.forecasts(),
              topics.alerts(),
              topics.accuracy(),
              topics.checkpoints(),
              topics.deadLetters());
    }
  }

  /** {@code tidegate series import}. */
  @Command(
      name = "import",
      description = {
        "Lets a series go on from a state that was exported: the next forecast is the one that would"
            + " have followed there, bit for bit. The state that it has is lost, an open alert ends;"
            + " one that was open there is not opened here, and an observation that waited there for"
            + " its confirmation is let go.",
        "",
        "The file is checked first: its digest, its formats, every field. Model versions are known"
            + " by their number: where another model has that number, the series' hidden vectors"
            + " fit only after the next version.",
        "",
        "Writes one event to the observations topic; the application may be running or not."
      },
      footer = {
        "  tidegate series import sales.json --config tidegate.properties",
        "  tidegate series import sales.json --as sales-north --config tidegate.properties"
      })
  static final class Import extends SeriesChangeCommand {
    @Parameters(paramLabel = "FILE", description = "What tidegate series export wrote.")
    private Path file;

    @Option(
        names = "--as",
        paramLabel = "NAME",
        description = "Name of the series here; default: the one that it was exported under.")
    private String name;

    @Override
    String change(StreamSettings settings, SeriesDesk desk, SeriesDesk.Reason reason) {
      StateDocument document = document();
      String series = name == null ? document.series() : name;
      OptionalInt partition =
          SeriesCommand.look(settings, series).stream()
              .mapToInt(StateTopic.Held::partition)
              .findFirst();
      return told(series, "imported", desk.bring(series, partition, document.state(), reason));
    }

    private StateDocument document() {
      try {
        return StateDocument.parse(Files.readString(file));
      } catch (IOException e) {
        throw new CommandFailure("cannot read " + file + ": " + e, e);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(file + ": " + e.getMessage(), e);
      }
    }
  }
}
