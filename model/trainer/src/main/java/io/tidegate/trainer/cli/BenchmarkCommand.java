package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.network.NativeThreads;
import io.tidegate.trainer.network.NetworkShape;
import io.tidegate.trainer.network.Throughput;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast training is here. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = "Measures how many sequence steps a second are trained on here.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar tidegate-trainer.jar benchmark",
      "  OMP_NUM_THREADS=2 java -jar tidegate-trainer.jar benchmark --threads 0"
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

  @Option(names = "--lanes", defaultValue = "32", description = "Default ${DEFAULT-VALUE}.")
  private int lanes;

  @Option(names = "--steps", defaultValue = "96", description = "Default ${DEFAULT-VALUE}.")
  private int steps;

  @Option(names = "--batches", defaultValue = "50", description = "Default ${DEFAULT-VALUE}.")
  private int batches;

  @Override
  public Integer call() {
    if (threads > 0) {
      NativeThreads.use(threads);
    }
    int horizon = ModelShape.STANDARD.horizon();
    NetworkShape shape = new NetworkShape(ModelShape.INPUTS, units, layers, horizon, steps, lanes);
    double rate = Throughput.rowsPerSecond(shape, batches);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,.0f sequence steps/s, %.1f ms a batch of %d lanes and %d steps (%d units, %d layers)%n",
        rate,
        1_000 * shape.rows() / rate,
        lanes,
        steps,
        units,
        layers);
    out.printf("on %s%n", NativeThreads.environment());
    out.flush();
    return 0;
  }
}
