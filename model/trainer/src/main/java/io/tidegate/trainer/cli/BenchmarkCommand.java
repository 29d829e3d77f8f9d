package io.tidegate.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.fit.LaneSettings;
import io.tidegate.trainer.fit.TrainingSpeed;
import io.tidegate.trainer.network.NativeThreads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast training is here. */
@Command(
    name = "benchmark",
    aliases = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how many sequence steps a second are trained on here, by the loop of a fit itself:",
      "batches filled from series in memory, forward, backward, clip and update. Before anything is",
      "measured as many batches warm up; where the loss does not fall the command fails.",
      "Per core is by the CPU time of the process: what else runs here counts less."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  OMP_NUM_THREADS=1 java -jar tidegate-trainer.jar benchmark",
      "  java -jar tidegate-trainer.jar benchmark --units 32 --lanes 64 --json speed.json"
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Native threads; 0 leaves it to the environment (default ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--units", defaultValue = "64", description = "Default ${DEFAULT-VALUE}.")
  private int units;

  @Option(names = "--layers", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
  private int layers;

  @Option(
      names = "--lanes",
      split = ",",
      defaultValue = "32,128",
      description = "Sequences of a batch, one measurement each (default ${DEFAULT-VALUE}).")
  private List<Integer> lanes;

  @Option(
      names = "--steps",
      defaultValue = "96",
      description = "Rows of each (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batches",
      defaultValue = "100",
      description = "Batches that are measured (default ${DEFAULT-VALUE}).")
  private int batches;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures, too.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    check();
    if (threads > 0) {
      NativeThreads.use(threads);
    }
    PrintWriter err = spec.commandLine().getErr();
    List<TrainingSpeed> all = new ArrayList<>();
    for (int sequences : lanes) {
      err.printf("%d sequences of %d steps%n", sequences, steps);
      all.add(measure(sequences, new ProgressLine(err::println)));
      err.flush();
    }
    if (json != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), tree(all));
    }
    print(all, spec.commandLine().getOut());
    return 0;
  }

  private void check() {
    int least = Math.min(Math.min(units, layers), Math.min(steps, batches));
    if (least < 1 || threads < 0 || lanes.stream().anyMatch(count -> count < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--units, --layers, --lanes, --steps and --batches must be at least 1, --threads 0");
    }
  }

  private TrainingSpeed measure(int sequences, ProgressLine progress) {
    ModelShape standard = ModelShape.STANDARD;
    ModelShape shape =
        new ModelShape(units, layers, standard.lags(), standard.horizon(), standard.levels());
    LaneSettings settings =
        new LaneSettings(
            sequences,
            steps,
            LaneSettings.STANDARD.chunks(),
            Math.min(steps - 1, LaneSettings.STANDARD.burnIn()),
            LaneSettings.STANDARD.dropout());
    return TrainingSpeed.of(shape, settings, batches, progress);
  }

  private void print(List<TrainingSpeed> all, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d units, %d layer(s); sequence steps a second%n%9s %5s %9s %10s %11s %s%n",
        units,
        layers,
        "sequences",
        "steps",
        "per core",
        "by clock",
        "ms a batch",
        "loss, first to last batch");
    for (TrainingSpeed one : all) {
      out.printf(
          Locale.ROOT,
          "%9d %5d %,9.0f %,10.0f %11.1f %.3f to %.3f%n",
          one.lanes(),
          one.steps(),
          one.stepsPerCpuSecond(),
          one.stepsPerSecond(),
          1_000 * one.seconds() / one.batches(),
          one.firstLoss(),
          one.lastLoss());
    }
    out.printf("on %s; %s%n", NativeThreads.environment(), machine());
    out.flush();
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " cores, JDK "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vm.name")
        + ")";
  }

  private ObjectNode tree(List<TrainingSpeed> all) {
    ObjectNode tree = new ObjectMapper().createObjectNode();
    tree.put("units", units);
    tree.put("layers", layers);
    tree.put("environment", NativeThreads.environment());
    tree.put("machine", machine());
    ArrayNode rows = tree.putArray("batches");
    for (TrainingSpeed one : all) {
      rows.addObject()
          .put("sequences", one.lanes())
          .put("steps", one.steps())
          .put("measured", one.batches())
          .put("stepsPerSecondPerCore", one.stepsPerCpuSecond())
          .put("stepsPerSecond", one.stepsPerSecond())
          .put("firstLoss", one.firstLoss())
          .put("lastLoss", one.lastLoss());
    }
    return tree;
  }
}
