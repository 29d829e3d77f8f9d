package io.tidegate.trainer;

import io.tidegate.trainer.cli.RootCommand;
import picocli.CommandLine;

/** The entry point. */
public final class TrainerMain {
  private TrainerMain() {}

  /** Exits with 0 when all went well, 1 when it failed, 2 for a wrong command line. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RootCommand()).execute(arguments));
  }
}
