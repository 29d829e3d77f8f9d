package io.tidegate.stream.view;

import java.util.Arrays;
import java.util.List;

/** The newest points of one series in order of time, as they stood when asked for. Immutable. */
public final class SeriesHistory {
  private final SeriesSummary summary;
  private final long[] times;
  private final double[] values;
  private final double[] expected;
  private final double[] low;
  private final double[] high;
  private final List<VersionMark> versions;
  private final long rewinds;

  SeriesHistory(
      SeriesSummary summary,
      long[] times,
      double[] values,
      double[] expected,
      double[] low,
      double[] high,
      List<VersionMark> versions,
      long rewinds) {
    this.summary = summary;
    this.times = times;
    this.values = values;
    this.expected = expected;
    this.low = low;
    this.high = high;
    this.versions = List.copyOf(versions);
    this.rewinds = rewinds;
  }

  /** The series in a line. */
  public SeriesSummary summary() {
    return summary;
  }

  /** Event times in milliseconds, ascending. */
  public long[] times() {
    return times.clone();
  }

  /** Observed values at {@link #times()}. */
  public double[] values() {
    return values.clone();
  }

  /** What the forecast one step before said of each point; NaN where there was none. */
  public double[] expected() {
    return expected.clone();
  }

  /** Lower end of the widest interval of the same forecasts; NaN where there was none. */
  public double[] low() {
    return low.clone();
  }

  /** Upper end of the same intervals. */
  public double[] high() {
    return high.clone();
  }

  /** Which model version forecast from where on, in order of time. */
  public List<VersionMark> versions() {
    return versions;
  }

  /** How often points already seen were replaced because the series was processed anew. */
  public long rewinds() {
    return rewinds;
  }

  /** The part with points later than {@code time}, in milliseconds; the rest unchanged. */
  public SeriesHistory after(long time) {
    int from = Arrays.binarySearch(times, time);
    int first = from >= 0 ? from + 1 : -from - 1;
    return new SeriesHistory(
        summary,
        Arrays.copyOfRange(times, first, times.length),
        Arrays.copyOfRange(values, first, values.length),
        Arrays.copyOfRange(expected, first, expected.length),
        Arrays.copyOfRange(low, first, low.length),
        Arrays.copyOfRange(high, first, high.length),
        versions,
        rewinds);
  }
}
