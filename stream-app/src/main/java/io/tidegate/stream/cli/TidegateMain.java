package io.tidegate.stream.cli;

import io.tidegate.kernel.model.NewerFormatException;
import io.tidegate.stream.jvm.VectorRestart;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.wire.ConfigurationException;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tidegate}. */
@Command(
    name = "tidegate",
    mixinStandardHelpOptions = true,
    versionProvider = TidegateMain.Version.class,
    description = "Forecasts time series as they stream through Kafka.",
    subcommands = {
      RunCommand.class,
      TopicsCommand.class,
      AuditCommand.class,
      VerifyCommand.class,
      AlertsCommand.class,
      SeriesCommand.class,
      WhatIfCommand.class,
      ModelsCommand.class,
      DemoCommand.class,
      DrillCommand.class,
      BenchCommand.class,
      ReplayCommand.class,
      TickCommand.class,
      InspectCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the work failed; one line on standard error says why",
      "2:wrong use or wrong configuration"
    })
public final class TidegateMain implements Runnable {
  /** Commands that move series through the network, for as long as that may take. */
  private static final Set<String> STEPPING = Set.of("run", "verify", "demo", "drill", "bench");

  @Spec private CommandSpec spec;

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && STEPPING.contains(arguments[0])) {
      VectorRestart.attempt(System.err);
    }
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, as tests use it too. */
  static CommandLine commandLine() {
    return new CommandLine(new TidegateMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int report(Exception failure, CommandLine command) {
    boolean wrongUse = failure instanceof ConfigurationException;
    boolean explained =
        wrongUse
            || failure instanceof CommandFailure
            || failure instanceof ClusterException
            || failure instanceof NewerFormatException;
    if (!explained) {
      LoggerFactory.getLogger(TidegateMain.class).error("unexpected failure", failure);
    }
    command.getErr().println("tidegate: " + (explained ? failure.getMessage() : failure));
    return wrongUse ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  /** The version that the jar's manifest names. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = TidegateMain.class.getPackage().getImplementationVersion();
      return new String[] {"tidegate " + (version == null ? "(not packaged)" : version)};
    }
  }
}
