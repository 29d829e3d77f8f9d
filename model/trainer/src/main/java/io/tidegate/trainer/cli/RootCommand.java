package io.tidegate.trainer.cli;

import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "tidegate-trainer",
    description = "Trains the weights that all series share.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PretrainCommand.class, BacktestCommand.class})
public final class RootCommand {}
