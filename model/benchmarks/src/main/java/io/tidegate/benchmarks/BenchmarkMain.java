package io.tidegate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says which machine this is, then leaves the rest to JMH and its arguments. */
public final class BenchmarkMain {
  private static final String KERNEL = "kernel";
  private static final String STATES = "states";
  private static final String ALL = "all";
  private static final String PARTS = "parts";
  private static final String PEERS = "peers";
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private BenchmarkMain() {}

  /**
   * Takes {@value #KERNEL}, {@value #PARTS}, {@value #STATES}, {@value #PEERS}, {@value #ALL} of
   * them, or JMH's arguments; {@code -h} lists them.
   */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "# Machine: %s, %d processors, %s %s%n# JDK: %s %s%n",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.vendor"),
        System.getProperty("java.vm.version"));
    switch (arguments.length == 1 ? arguments[0] : "") {
      case KERNEL -> KernelTable.print();
      case PARTS -> PartsTable.print();
      case STATES -> StatesTable.print();
      case ALL -> {
        KernelTable.print();
        PartsTable.print();
        PeersTable.print();
      }
      case PEERS -> PeersTable.print();
      default -> org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return "processor unknown";
    }
    try (var lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("processor unknown");
    }
  }
}
