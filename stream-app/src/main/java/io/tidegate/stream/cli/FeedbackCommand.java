package io.tidegate.stream.cli;

import io.tidegate.schema.AlertFeedback;
import io.tidegate.stream.alerts.AlertBook;
import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.alerts.Feedback;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.alerts.RefusedFeedbackException;
import io.tidegate.stream.config.StreamSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * One answer to an alert, or about a series: {@code tidegate alerts acknowledge}, {@code
 * false-positive}, {@code expect}.
 */
@Command(
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written; it takes effect when the application reads it",
      "1:refused, and nothing was written; or the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
abstract class FeedbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Target target;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who says so, kept with it; default: the user's name on this machine.")
  private String by;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Whatever else is to be kept with it.")
  private String comment;

  @Mixin private SettingsOptions options;

  /** What it is about: one alert, or a series. */
  static final class Target {
    @Parameters(
        paramLabel = "ID",
        arity = "0..1",
        description = "The alert, as tidegate alerts list names it.")
    private String id;

    @Option(
        names = "--series",
        paramLabel = "NAME",
        description = "Instead of an alert: the series, and whichever alert of it is open.")
    private String series;
  }

  /** What is said. */
  abstract AlertFeedback said();

  /** Up to when it holds; nothing but for what is expected. */
  Optional<Instant> until() {
    return Optional.empty();
  }

  @Override
  public Integer call() {
    Feedback feedback = feedback();
    StreamSettings settings = options.loadForKafka();
    AlertBook book =
        AlertsCommand.read(settings, name -> target.series == null || name.equals(target.series));
    try {
      FeedbackDesk.Written written = write(FeedbackDesk.on(settings), book, feedback);
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %s, at offset %d of partition %d of the observations%n",
              written.event().getAlert() == null
                  ? "series " + written.series()
                  : "alert " + written.event().getAlert(),
              inWords(written),
              written.place().offset(),
              written.place().partition());
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (RefusedFeedbackException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private Feedback feedback() {
    try {
      return new Feedback(said(), until(), by, comment);
    } catch (RefusedFeedbackException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private FeedbackDesk.Written write(FeedbackDesk desk, AlertBook book, Feedback feedback) {
    if (target.series == null) {
      return desk.about(AlertsCommand.find(book, target.id), feedback, OptionalLong.empty());
    }
    return desk.about(
        target.series,
        book.list(AlertFilter.ALL),
        OptionalInt.empty(),
        feedback,
        OptionalLong.empty());
  }

  private static String inWords(FeedbackDesk.Written written) {
    Instant until = written.event().getUntil();
    return AlertFilter.inWords(written.event().getFeedback())
        + (until == null ? "" : " until " + until);
  }

  ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  /** {@code tidegate alerts acknowledge}. */
  @Command(
      name = "acknowledge",
      description = {
        "Says that somebody knows of an open alert: it does not escalate any more.",
        "",
        "Writes one event to the observations topic; the application may be running or not."
      },
      footer = {
        "  tidegate alerts acknowledge sales@0-4711 --by Ada --config tidegate.properties",
        "  tidegate alerts acknowledge --series sales --config tidegate.properties"
      })
  static final class Acknowledge extends FeedbackCommand {
    @Override
    AlertFeedback said() {
      return AlertFeedback.ACKNOWLEDGED;
    }
  }

  /** {@code tidegate alerts false-positive}. */
  @Command(
      name = "false-positive",
      description = {
        "Says that there was no incident: an open alert ends, and the series alerts more rarely for"
            + " a while.",
        "",
        "Writes one event to the observations topic; the application may be running or not."
      },
      footer = {
        "  tidegate alerts false-positive sales@0-4711 --comment \"end of month\" --config"
            + " tidegate.properties",
        "  tidegate alerts false-positive --series sales --config tidegate.properties"
      })
  static final class FalsePositive extends FeedbackCommand {
    @Override
    AlertFeedback said() {
      return AlertFeedback.FALSE_POSITIVE;
    }
  }

  /** {@code tidegate alerts expect}. */
  @Command(
      name = "expect",
      description = {
        "Says that a series is expected to be unusual up to a time, as during maintenance: nothing"
            + " of it alerts until then, its values teach the alerts nothing, and an open alert"
            + " ends.",
        "",
        "Writes one event to the observations topic; the application may be running or not."
      },
      footer = {
        "  tidegate alerts expect --series sales --until 2026-01-31T18:00:00Z --config"
            + " tidegate.properties",
        "  tidegate alerts expect sales@0-4711 --for PT2H --config tidegate.properties"
      })
  static final class Expect extends FeedbackCommand {
    @ArgGroup(multiplicity = "1")
    private End end;

    /** The end, or how long from now. */
    static final class End {
      @Option(
          names = "--until",
          paramLabel = "TIME",
          description = "Event time, as 2026-01-31T18:00:00Z or in milliseconds.")
      private String until;

      @Option(
          names = "--for",
          paramLabel = "DURATION",
          description = "So long from now on, as PT2H: for series whose event time is now.")
      private String span;
    }

    @Override
    AlertFeedback said() {
      return AlertFeedback.EXPECTED;
    }

    @Override
    Optional<Instant> until() {
      try {
        return Optional.of(
            end.until != null
                ? Feedback.time(end.until)
                : Instant.now().plus(Duration.parse(end.span)));
      } catch (DateTimeException | ArithmeticException e) {
        throw wrongUse("--for: expected an ISO-8601 duration such as PT2H, found " + end.span);
      }
    }
  }
}
