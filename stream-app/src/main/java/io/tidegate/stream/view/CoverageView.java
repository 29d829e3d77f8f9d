package io.tidegate.stream.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the intervals held, for each series and overall, from the accuracy reports. Bounded: so
 * many series (the one that was silent longest makes room), so many forecasts of each. Not
 * thread-safe.
 */
final class CoverageView {
  /** Most forecasts counted of a series, at each step. */
  static final int SERIES_WINDOW = 1_000;

  /** Most forecasts counted of all series together, at each step. */
  static final int OVERALL_WINDOW = 20_000;

  /** Reports of a series that fill its window at an hourly step. */
  static final int REPORTS = 170;

  private final int seriesLimit;
  private final Map<String, One> series = new LinkedHashMap<>();
  private final RecentCoverage overall = new RecentCoverage(OVERALL_WINDOW);

  CoverageView(int seriesLimit) {
    this.seriesLimit = seriesLimit;
  }

  private static final class One {
    private final RecentCoverage coverage = new RecentCoverage(SERIES_WINDOW);
    private int partition = -1;
    private long offset;

    /** An offset that is not newer than the newest means that the series was processed anew. */
    void add(CoverageReport report) {
      if (report.partition() == partition && report.offset() <= offset) {
        coverage.clear();
      }
      partition = report.partition();
      offset = report.offset();
      coverage.add(report);
    }
  }

  void add(String key, CoverageReport report) {
    One one = series.remove(key);
    if (one == null) {
      one = new One();
      if (series.size() == seriesLimit) {
        series.remove(series.keySet().iterator().next());
      }
    }
    series.put(key, one);
    one.add(report);
    overall.add(report);
  }

  void remove(String key) {
    series.remove(key);
  }

  List<StepCoverage> of(String key) {
    One one = series.get(key);
    return one == null ? List.of() : one.coverage.steps();
  }

  /** Share that the widest interval of a series held; NaN before its first report. */
  double widest(String key) {
    One one = series.get(key);
    return one == null ? Double.NaN : one.coverage.widest();
  }

  List<StepCoverage> overall() {
    return overall.steps();
  }
}
