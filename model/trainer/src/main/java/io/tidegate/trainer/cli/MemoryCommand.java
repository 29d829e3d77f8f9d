package io.tidegate.trainer.cli;

import io.tidegate.trainer.memory.LongMemory;
import io.tidegate.trainer.memory.MemorySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what an LSTM is for. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "The long-memory experiment of the textbooks: a plain recurrent network beside the LSTM on a",
      "number shown N steps back, how gradients fade with distance, and the same training with and",
      "without clipping. Prints tables; with --out it writes memory.svg and memory.json too.",
      "Takes minutes and up to 5 GB of memory; with --quick or --longest 100 less than 2 GB.",
      "The same options give the same figures on the same processor family."
    },
    footerHeading = "%n",
    footer = {
      "Example, as the chart of model/README.md was made:",
      "  java -jar tidegate-trainer.jar memory --out model"
    })
final class MemoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the chart and the JSON.")
  private Path out;

  @Option(
      names = "--longest",
      paramLabel = "N",
      description = "Largest N, 10 to 500 (default 500; 20 with --quick).")
  private Integer longest;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--quick", description = "Shorter trainings, in seconds.")
  private boolean quick;

  @Override
  public Integer call() throws IOException {
    if (out != null && !Files.isDirectory(out)) {
      throw new CommandFailure("no folder " + out + " to write the chart to");
    }
    PrintWriter err = spec.commandLine().getErr();
    LongMemory memory =
        LongMemory.run(
            settings(),
            line -> {
              err.println(line);
              err.flush();
            });
    if (out != null) {
      memory.write(out);
    }
    PrintWriter tables = spec.commandLine().getOut();
    tables.print(memory.tables());
    tables.flush();
    return 0;
  }

  private MemorySettings settings() {
    MemorySettings standard = quick ? MemorySettings.QUICK : MemorySettings.STANDARD;
    try {
      return (longest == null ? standard : standard.withLongest(longest)).withSeed(seed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--longest: " + wrong.getMessage(), wrong);
    }
  }
}
