package io.tidegate.benchmarks;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link KernelBenchmark} and prints how near a step comes to what the machine can do. */
final class KernelTable {
  private static final List<Integer> UNITS = List.of(16, 32, 64, 128);

  private KernelTable() {}

  static void print() throws RunnerException {
    Runs runs = Runs.of(KernelBenchmark.class);
    System.out.println();
    Runs.row(
        "LSTM step | ns | billion multiply-adds/s | registers alone | of that | "
            + "reading the weights alone, billion/s | of that | bytes allocated");
    Runs.row("--- | --- | --- | --- | --- | --- | --- | ---");
    for (int units : UNITS) {
      double nanos = runs.time("step", "units", units);
      double weights = KernelBenchmark.weights(units);
      double registers = MachineLimit.MULTIPLY_ADDS / runs.time("registers", "units", units);
      double read = weights / runs.time("read", "units", units);
      Runs.row(
          String.format(
              Locale.ROOT,
              "%d units | %.0f | %.1f | %.1f | %.0f %% | %.1f | %.0f %% | %d",
              units,
              nanos,
              weights / nanos,
              registers,
              100 * weights / nanos / registers,
              read,
              100 * weights / nanos / read,
              runs.allocated("step", "units", units)));
    }
  }
}
