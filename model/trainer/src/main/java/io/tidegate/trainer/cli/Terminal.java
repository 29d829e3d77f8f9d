package io.tidegate.trainer.cli;

import java.io.Console;
import java.util.Objects;

/** Whether a person is watching. */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal that understands control sequences. */
  @SuppressWarnings("SystemConsoleNull") // On 17 null is the answer; isTerminal covers the rest.
  static boolean isThere() {
    Console console = System.console();
    return console != null
        && isTerminal(console)
        && !Objects.requireNonNullElse(System.getenv("TERM"), "dumb").equals("dumb");
  }

  /** From Java 22 on a console need not be a terminal, and a method that 17 lacks tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
