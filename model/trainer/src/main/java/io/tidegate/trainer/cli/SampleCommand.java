package io.tidegate.trainer.cli;

import io.tidegate.trainer.backtest.SampleShops;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a table to try covariates on. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a made CSV file: what three shops sell by the hour, and promotions that follow no",
      "calendar and are known ahead of time. The same options give the same bytes everywhere."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar tidegate-trainer.jar sample --out shops.csv",
      "  java -jar tidegate-trainer.jar ablation --data shops.csv --covariates promotion \\",
      "    --parts covariates"
    })
final class SampleCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path out;

  @Option(
      names = "--rows",
      defaultValue = "6000",
      paramLabel = "N",
      description = "Hours (default ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("no folder " + folder + " to write " + out.getFileName() + " to");
    }
    try (Writer writer = Files.newBufferedWriter(out)) {
      SampleShops.write(rows, seed, writer);
    }
    return 0;
  }
}
