package io.tidegate.trainer.cli;

import io.tidegate.trainer.altered.AlteredCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes altered copies of labelled series. */
@Command(
    name = "alter",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes altered copies of labelled series, to see what a detector is worth on series that it",
      "was not tuned to. Of each series the beginning is cut off (up to a fifth; 800 rows before",
      "the first window stay), then every second row is left out, or rows are averaged two by two,",
      "or noise is added, or the values are warped by a power of .6 to 1.6, or nothing more.",
      "The same options give the same bytes."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar tidegate-trainer.jar alerts alter --data nab --out copies",
      "  java -jar tidegate-trainer.jar backtest --data copies/0/data --alerts scores/0",
      "  java Nab.java --root copies/0 --results scores/0 --threshold 0.5"
    })
final class AlterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = {
        "Laid out as the Numenta Anomaly Benchmark is: data/GROUP/FILE.csv with time and value,",
        "labels/combined_windows.json, config/."
      })
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder; the copies go to 0, 1 ... in it, laid out likewise.")
  private Path out;

  @Option(
      names = "--copies",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many (default ${DEFAULT-VALUE}).")
  private int copies;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (copies < 1) {
      throw new ParameterException(
          spec.commandLine(), "--copies: expected at least 1, found " + copies);
    }
    requireEmpty();
    AlteredCopies altered = new AlteredCopies(data);
    for (int copy = 0; copy < copies; copy++) {
      altered.write(out.resolve(Integer.toString(copy)), copy, seed);
    }
    return 0;
  }

  private void requireEmpty() throws IOException {
    if (Files.exists(out)) {
      try (Stream<Path> files = Files.list(out)) {
        if (files.findAny().isPresent()) {
          throw new CommandFailure(out + " is not empty: expected a new folder for the copies");
        }
      }
    }
  }
}
