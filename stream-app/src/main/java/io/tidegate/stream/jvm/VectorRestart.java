package io.tidegate.stream.jvm;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives a JVM the Vector API that was started without it, as {@code java -jar} does, for a jar's
 * manifest cannot ask for a module: the process executes the same command line again with the flag
 * added. It stays the same process, so its id, its parent, its terminal, its standard streams and
 * whoever sends it signals or waits for its exit code never see a difference.
 */
public final class VectorRestart {
  private static final String MODULE = "jdk.incubator.vector";

  /** The variable of the environment by which the kernel, too, does without. */
  private static final String SWITCH = "TIDEGATE_VECTOR";

  /** Set in the JVM that came of it, so that there is never a third. */
  private static final String DONE = "tidegate.vector.restarted";

  private VectorRestart() {}

  /**
   * Executes this process anew if its JVM lacks the Vector API and would profit by it; to be called
   * before anything else is begun. Returns where there is nothing to be done, and, after a line on
   * {@code complaints}, where it cannot be done.
   */
  public static void attempt(PrintStream complaints) {
    if (!isWanted()) {
      return;
    }
    try {
      List<String> command = CommandLine.ofThisProcess();
      if (!isWatched(command)) {
        CommandLine.execute(withVectors(command));
      }
    } catch (IOException e) {
      complaints.println(
          "tidegate: slower without Java's Vector API, which this process could not give itself ("
              + e.getMessage()
              + "); start it by java --add-modules "
              + MODULE
              + ", or set "
              + SWITCH
              + "=off to do without");
    }
  }

  /** The flag comes first: behind the class or the jar it would be an argument of ours. */
  static List<String> withVectors(List<String> command) {
    return Stream.concat(
            Stream.of(command.get(0), "--add-modules", MODULE, "-D" + DONE + "=true"),
            command.stream().skip(1))
        .toList();
  }

  private static boolean isWanted() {
    return CommandLine.isKnown()
        && !"off".equalsIgnoreCase(System.getenv(SWITCH))
        && System.getProperty(DONE) == null
        && ModuleLayer.boot().findModule(MODULE).isEmpty()
        && ModuleFinder.ofSystem().find(MODULE).isPresent()
        && optimises(System.getProperty("java.vm.info", ""));
  }

  /** Below the last tier of compilation vectors are objects, far slower than plain loops. */
  private static boolean optimises(String mode) {
    return !mode.contains("interpreted") && !mode.contains("emulated-client");
  }

  /** A debugger that is attached already would be lost. */
  private static boolean isWatched(List<String> command) {
    Map<String, String> environment = System.getenv();
    return Stream.concat(
            command.stream(),
            Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
                .map(name -> environment.getOrDefault(name, "")))
        .anyMatch(word -> word.contains("-agentlib:jdwp"));
  }
}
