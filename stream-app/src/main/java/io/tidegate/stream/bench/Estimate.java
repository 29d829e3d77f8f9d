package io.tidegate.stream.bench;

import io.tidegate.kernel.model.Size;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a load needs, by arithmetic from what was measured. Sizes are in bytes unless named
 * otherwise, a megabyte is 1,000,000 of them.
 *
 * @param series how many
 * @param recordsPerSecond of all of them
 * @param size of the model
 * @param cores busy all the time, of the machine that was measured on
 * @param coresToProvide with room for peaks, restores and a retraining beside it
 * @param diskBytes of the stores, over all instances
 * @param changelogBytes of one copy of the changelog topic
 * @param changelogMegabytesPerSecond at most, for one copy
 * @param networkMegabytesPerSecond in and out of the application
 * @param heapBytes of one instance
 * @param restoreSeconds if one instance restores all of it
 * @param how each was reached, one line each
 */
public record Estimate(
    int series,
    double recordsPerSecond,
    String size,
    double cores,
    double coresToProvide,
    double diskBytes,
    double changelogBytes,
    double changelogMegabytesPerSecond,
    double networkMegabytesPerSecond,
    double heapBytes,
    double restoreSeconds,
    List<String> how) {
  /** A machine that is busier than this has no room for a peak. */
  private static final double LOAD = .6;

  /** Commits a second; a series is written to the changelog at most once for each. */
  private static final double COMMITS = 10;

  private static final double MEGABYTE = 1e6;

  /** Copies the list. */
  public Estimate {
    how = List.copyOf(how);
  }

  /** Estimates from the results that ship with the software. */
  public static Estimate of(int series, double rate, Size size) {
    return of(series, rate, MeasuredConstants.of(size));
  }

  /**
   * The same from others.
   *
   * @param measured at one size, for several numbers of series; at least one
   */
  static Estimate of(int series, double rate, List<BenchResult> measured) {
    List<BenchResult> known =
        measured.stream().sorted(Comparator.comparingInt(BenchResult::series)).toList();
    BenchResult largest = known.get(known.size() - 1);
    double cpu = at(series, known, one -> one.cpuSecondsPerMillionRecords().application());
    double cores = rate * cpu / 1e6;
    double changes = Math.min(rate, series * COMMITS);
    double changelog = changes * largest.changelogBytesPerSeries() / MEGABYTE;
    double records = largest.observationBytes() + largest.forecastBytes();
    double network = rate * records / MEGABYTE + changelog;
    double restoredPerSecond =
        largest.series() * largest.changelogBytesPerSeries() / largest.restoreSeconds();
    double changelogBytes = series * largest.changelogBytesPerSeries();
    double heap = at(series, known, one -> (double) one.heapBytes());
    BenchResult.Circumstances on = largest.circumstances();
    return new Estimate(
        series,
        rate,
        on.size(),
        cores,
        cores / LOAD,
        series * largest.diskBytesPerSeries(),
        changelogBytes,
        changelog,
        network,
        heap,
        changelogBytes / restoredPerSecond,
        List.of(
            line("measured: %s, %s, %s", on.machine(), on.jdk(), on.time()),
            line("  at %s series", numbers(known)),
            line("cores: %.1f CPU seconds per million records * %,.0f records/s", cpu, rate),
            line("  to provide: at %.0f %% load", LOAD * 100),
            line(
                "disk: %,.0f bytes per series in the store, %,.0f in the changelog",
                largest.diskBytesPerSeries(), largest.changelogBytesPerSeries()),
            line(
                "changelog: the lesser of %,.0f records/s and %.0f commits/s * %,d series, times"
                    + " %,.0f bytes",
                rate, COMMITS, series, largest.changelogBytesPerSeries()),
            line(
                "network: %,.0f bytes of observation and forecast per record, and the changelog",
                records),
            line(
                "restoring: %.0f MB/s, as measured at %,d series",
                restoredPerSecond / MEGABYTE, largest.series()),
            "heap: as measured, the embedded broker's with it; give at least twice that (-Xmx)"));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String numbers(List<BenchResult> known) {
    return String.join(", ", known.stream().map(one -> line("%,d", one.series())).toList());
  }

  /** In between on a logarithmic scale; outside as at the nearest that was measured. */
  private static double at(
      int series, List<BenchResult> known, ToDoubleFunction<BenchResult> figure) {
    int next = 0;
    while (next < known.size() && known.get(next).series() < series) {
      next++;
    }
    if (next == 0 || next == known.size()) {
      return figure.applyAsDouble(known.get(Math.max(0, next - 1)));
    }
    BenchResult below = known.get(next - 1);
    BenchResult above = known.get(next);
    double part =
        Math.log((double) series / below.series())
            / Math.log((double) above.series() / below.series());
    double low = figure.applyAsDouble(below);
    return low + part * (figure.applyAsDouble(above) - low);
  }

  /** As a table, with how it was reached. */
  public String text() {
    String nl = System.lineSeparator();
    return line(
            "%,d series, %,.0f records/s, size %s: an estimate%n", series, recordsPerSecond, size)
        + line("%-34s %.2f; provide %.1f%n", "cores", cores, coresToProvide)
        + line("%-34s %.1f in all instances' stores%n", "disk, GB", diskBytes / 1e9)
        + line(
            "%-34s %.1f for each copy, up to %.1f MB/s%n",
            "changelog, GB", changelogBytes / 1e9, changelogMegabytesPerSecond)
        + line("%-34s %.1f%n", "network, MB/s", networkMegabytesPerSecond)
        + line("%-34s %.0f%n", "heap, MB", heapBytes / MEGABYTE)
        + line("%-34s %.0f%n", "one instance restores all, s", restoreSeconds)
        + nl
        + String.join(nl, how)
        + nl;
  }
}
