package io.tidegate.trainer;

import io.tidegate.trainer.cli.RootCommand;

/** The entry point. */
public final class TrainerMain {
  private TrainerMain() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(RootCommand.commandLine().execute(arguments));
  }
}
