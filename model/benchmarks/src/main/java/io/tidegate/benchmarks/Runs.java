package io.tidegate.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The results of one class of benchmarks, by name and parameter. */
final class Runs {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Collection<RunResult> results;

  private Runs(Collection<RunResult> results) {
    this.results = results;
  }

  /** Runs them all, and counts what they allocate. */
  static Runs of(Class<?> benchmarks) throws RunnerException {
    return new Runs(
        new Runner(
                new OptionsBuilder()
                    .include(benchmarks.getName())
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .build())
            .run());
  }

  /**
   * Time of a benchmark in its unit: the median of the iterations, which other work disturbs least.
   */
  double time(String name, String parameter, Object value) {
    return run(name, parameter, value).getPrimaryResult().getStatistics().getPercentile(50);
  }

  /** Bytes that one call allocates; what the measuring itself allocates is less than one. */
  long allocated(String name, String parameter, Object value) {
    RunResult run = run(name, parameter, value);
    for (String key : run.getSecondaryResults().keySet()) {
      if (key.endsWith(ALLOCATED)) {
        return (long) run.getSecondaryResults().get(key).getScore();
      }
    }
    throw new IllegalStateException("nothing was counted of what " + name + " allocates");
  }

  private RunResult run(String name, String parameter, Object value) {
    return results.stream()
        .filter(run -> run.getPrimaryResult().getLabel().equals(name))
        .filter(run -> String.valueOf(value).equals(run.getParams().getParam(parameter)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result of " + name + " at " + value));
  }

  /** Prints a line of a table. */
  static void row(String cells) {
    System.out.println("| " + cells + " |");
  }
}
