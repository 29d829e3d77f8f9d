package io.tidegate.trainer.cli;

import io.tidegate.trainer.TrainerVersion;
import io.tidegate.trainer.backtest.UnusableDataException;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.sidecar.NoReceiptException;
import io.tidegate.trainer.sidecar.SidecarException;
import io.tidegate.trainer.sidecar.TakenOverException;
import io.tidegate.wire.ConfigurationException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tidegate-trainer}. */
@Command(
    name = "tidegate-trainer",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    description = "Trains the weights that all series share.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      RetrainCommand.class,
      PretrainCommand.class,
      InspectModelCommand.class,
      BacktestCommand.class,
      AblationCommand.class,
      AlertsCommand.class,
      StateCommand.class,
      SampleCommand.class,
      BenchmarkCommand.class,
      MemoryCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the work failed; one line on standard error says why",
      "2:wrong use or wrong configuration",
      "3:run: a newer trainer of the same model took over"
    })
public final class RootCommand implements Runnable {
  /** Starting again would only take over from the newer trainer, and so on. */
  private static final int TAKEN_OVER = 3;

  @Spec private CommandLine.Model.CommandSpec spec;

  /** The whole command line. */
  public static CommandLine commandLine() {
    return new CommandLine(new RootCommand())
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int report(Exception failure, CommandLine command) {
    boolean wrongUse =
        failure instanceof ConfigurationException || failure instanceof UnusableDataException;
    boolean explained =
        wrongUse
            || failure instanceof CommandFailure
            || failure instanceof SidecarException
            || failure instanceof NoReceiptException
            || failure instanceof FitFailedException;
    if (!explained) {
      LoggerFactory.getLogger(RootCommand.class).error("unexpected failure", failure);
    }
    command.getErr().println("tidegate-trainer: " + (explained ? failure.getMessage() : failure));
    if (failure instanceof TakenOverException) {
      return TAKEN_OVER;
    }
    return wrongUse ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  /** The version that the jar's manifest names. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tidegate-trainer " + TrainerVersion.get()};
    }
  }
}
