package io.tidegate.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link PeersBenchmark} and prints how many times as long each takes, and what it keeps. */
final class PeersTable {
  private static final String OURS = "tidegate";

  private PeersTable() {}

  static void print() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(PeersBenchmark.class.getSimpleName())
                    .shouldFailOnError(true)
                    .build())
            .run();
    System.out.print(String.join("", lines(results)));
    StatesTable.print();
  }

  private static List<String> lines(Collection<RunResult> results) {
    double ours =
        results.stream()
            .map(RunResult::getPrimaryResult)
            .filter(result -> result.getLabel().equals(OURS))
            .findFirst()
            .orElseThrow()
            .getScore();
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%n| one value of a series | microseconds | times ours |%n"));
    lines.add(String.format("| --- | --- | --- |%n"));
    for (RunResult run : results) {
      Result<?> result = run.getPrimaryResult();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f +- %.1f | %.0f |%n",
              result.getLabel(),
              result.getScore(),
              result.getScoreError(),
              result.getScore() / ours));
    }
    return lines;
  }
}
