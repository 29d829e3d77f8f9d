package io.tidegate.stream.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a retraining cost the stream beside it.
 *
 * @param kept whether the stream kept up in every window
 * @param faults where not, one sentence each
 * @param circumstances what the figures depend on
 * @param rate observations a second that were produced
 * @param cores of this machine
 * @param windows before, during and after a retraining
 */
public record RetrainingResult(
    boolean kept,
    List<String> faults,
    Circumstances circumstances,
    int rate,
    int cores,
    List<Window> windows)
    implements DrillResult {
  /** So much of what was produced must have come out within the same time. */
  private static final double LEAST = .95;

  private static final String FORMAT = "%-8s %8s %9s %8s %8s %8s %9s %9s%n";

  /**
   * One window.
   *
   * @param name of it
   * @param seconds it took
   * @param forecasts that could be read as committed in it
   * @param median milliseconds from producing an observation to reading its forecast, committed
   * @param p99 the same, 99 of 100
   * @param most the longest
   * @param stepMedian microseconds to move one series by one record, at most
   * @param stepP99 the same, 99 of 100
   */
  public record Window(
      String name,
      double seconds,
      long forecasts,
      long median,
      long p99,
      long most,
      double stepMedian,
      double stepP99) {}

  static RetrainingResult of(
      Circumstances circumstances, int rate, int cores, List<Window> windows) {
    List<String> faults = new ArrayList<>();
    for (Window window : windows) {
      double expected = rate * window.seconds();
      if (window.forecasts() < LEAST * expected) {
        faults.add(
            String.format(
                Locale.ROOT,
                "%s: %,d forecasts came of %,.0f that were due: the stream fell behind",
                window.name(),
                window.forecasts(),
                expected));
      }
    }
    return new RetrainingResult(
        faults.isEmpty(), faults, circumstances, rate, cores, List.copyOf(windows));
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            FORMAT,
            "",
            "seconds",
            "forecasts",
            "p50 ms",
            "p99 ms",
            "most ms",
            "step p50",
            "p99 us"));
    for (Window window : windows) {
      text.append(
          String.format(
              Locale.ROOT,
              FORMAT,
              window.name(),
              String.format(Locale.ROOT, "%.1f", window.seconds()),
              String.format(Locale.ROOT, "%,d", window.forecasts()),
              window.median(),
              window.p99(),
              window.most(),
              Math.round(window.stepMedian()),
              Math.round(window.stepP99())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d series, %,d observations a second, %d cores: %s%n",
            circumstances.series(),
            rate,
            cores,
            circumstances.machine()));
    return Conclusion.append(text, faults, kept);
  }
}
