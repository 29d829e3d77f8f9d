package io.tidegate.trainer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what alerts are worth. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Measures what alerts are worth, on series whose incidents are known.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AlterCommand.class,
      FalseAlarmsCommand.class,
      PlantedCommand.class,
      CommandLine.HelpCommand.class
    })
final class AlertsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
