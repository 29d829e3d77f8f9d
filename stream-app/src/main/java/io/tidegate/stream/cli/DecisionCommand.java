package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelChange;
import io.tidegate.stream.models.ModelOperation;
import io.tidegate.stream.models.ModelOperations;
import io.tidegate.stream.models.RefusedOperationException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * One decision about the versions by hand: {@code tidegate models promote}, {@code rollback},
 * {@code pin}, {@code unpin}.
 */
@Command(
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:decided",
      "1:refused, and nothing has changed; or the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
abstract class DecisionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, kept with the decision.")
  private String reason = "";

  @Mixin private SettingsOptions options;

  /** What the command line asks for. */
  abstract ModelOperation operation();

  @Override
  public Integer call() {
    StreamSettings settings = options.loadForKafka();
    ModelsCommand.requireTopics(settings);
    PrintWriter out = spec.commandLine().getOut();
    try {
      ModelOperations.Outcome outcome =
          ModelOperations.on(settings)
              .decide(operation(), reason, change -> announce(out, settings.modelName(), change));
      out.printf(
          "decided at %s%s%n",
          outcome.event().getTime(),
          outcome.change().champion() == outcome.change().before().champion()
              ? ""
              : "; each partition takes it at its next record");
      out.flush();
      return ExitCode.OK;
    } catch (RefusedOperationException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private static void announce(PrintWriter out, String model, ModelChange change) {
    out.println(model + ": " + change.sentence());
    out.flush();
  }

  private static OptionalLong optional(Long version) {
    return version == null ? OptionalLong.empty() : OptionalLong.of(version);
  }

  /** {@code tidegate models promote}. */
  @Command(
      name = "promote",
      description = {
        "Makes a version the champion: its forecasts are issued, at each partition from the next"
            + " record on. The former champion does not run beside it.",
        "",
        "Writes one decision to the topic model-decisions; the application may be running or not."
            + " The version needs a valid snapshot, or is 0. Refused while a version is pinned."
      },
      footer = {
        "  tidegate models promote 12 --config tidegate.properties",
        "  tidegate models promote 12 --reason \"better on the north plant\" --config"
            + " tidegate.properties"
      })
  static final class Promote extends DecisionCommand {
    @Parameters(paramLabel = "V", description = "The version.")
    private long version;

    @Override
    ModelOperation operation() {
      return new ModelOperation.Promote(version);
    }
  }

  /** {@code tidegate models rollback}. */
  @Command(
      name = "rollback",
      description = {
        "Goes back to the champion that the present one took over from; once more, to the one"
            + " before that.",
        "",
        "Writes one decision to the topic model-decisions; the application may be running or not."
            + " Refused while a version is pinned."
      },
      footer = {
        "  tidegate models rollback --config tidegate.properties",
        "  tidegate models rollback 3 --reason \"intervals too narrow\" --config"
            + " tidegate.properties"
      })
  static final class Rollback extends DecisionCommand {
    @Parameters(
        paramLabel = "V",
        arity = "0..1",
        description = "Another version than the former champion.")
    private Long version;

    @Override
    ModelOperation operation() {
      return new ModelOperation.Rollback(optional(version));
    }
  }

  /** {@code tidegate models pin}. */
  @Command(
      name = "pin",
      description = {
        "Keeps a version the champion until it is unpinned, whatever is trained meanwhile; a trial"
            + " under way ends.",
        "",
        "Writes one decision to the topic model-decisions; the application may be running or not."
      },
      footer = {
        "  tidegate models pin --config tidegate.properties",
        "  tidegate models pin 12 --reason \"until the season is over\" --config"
            + " tidegate.properties"
      })
  static final class Pin extends DecisionCommand {
    @Parameters(
        paramLabel = "V",
        arity = "0..1",
        description = "The version, which becomes the champion; the champion unless given.")
    private Long version;

    @Override
    ModelOperation operation() {
      return new ModelOperation.Pin(optional(version));
    }
  }

  /** {@code tidegate models unpin}. */
  @Command(
      name = "unpin",
      description = {
        "Lets the champion be replaced again, by the trainer or by hand.",
        "",
        "Writes one decision to the topic model-decisions; the application may be running or not."
      },
      footer = "  tidegate models unpin --config tidegate.properties")
  static final class Unpin extends DecisionCommand {
    @Override
    ModelOperation operation() {
      return new ModelOperation.Unpin();
    }
  }
}
