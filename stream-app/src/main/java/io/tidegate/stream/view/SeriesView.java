package io.tidegate.stream.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is kept of one series. Not thread-safe. */
final class SeriesView {
  private final String key;
  private final PointRing ring;
  private final RecentError error = new RecentError();
  private final List<VersionMark> versions = new ArrayList<>();
  private LatestForecast latest;
  private long records;
  private long rewinds;

  SeriesView(String key, int points) {
    this.key = key;
    ring = new PointRing(points);
  }

  /**
   * Takes the forecast made at an accepted observation. An origin that is not newer than the newest
   * means that the series was processed anew: the later word holds, from there on.
   */
  void accept(LatestForecast forecast) {
    if (latest != null && forecast.origin() <= latest.origin()) {
      rewindTo(forecast.origin());
    }
    if (latest != null && forecast.stepMillis() != latest.stepMillis()) {
      ring.forgetForecasts();
    }
    ring.add(forecast.origin(), forecast.value(), differences(forecast));
    latest = forecast;
    records++;
    markVersion(forecast);
    MaturedPair nearest = newestPair(0);
    if (nearest != null) {
      error.add(nearest);
    }
  }

  private static float[] differences(LatestForecast forecast) {
    float[] differences = new float[PointRing.ROWS];
    if (forecast.stepMillis() == 0) {
      Arrays.fill(differences, Float.NaN);
      return differences;
    }
    for (int s = 0; s < Scoreboard.STEPS.size(); s++) {
      differences[s] = forecast.medianDifference(Scoreboard.STEPS.get(s));
    }
    differences[PointRing.LOW] = forecast.lowestDifference();
    differences[PointRing.HIGH] = forecast.highestDifference();
    return differences;
  }

  private void rewindTo(long time) {
    ring.dropFrom(time);
    versions.removeIf(mark -> mark.time() >= time);
    rewinds++;
  }

  private void markVersion(LatestForecast forecast) {
    if (versions.isEmpty()
        || versions.get(versions.size() - 1).version() != forecast.modelVersion()) {
      versions.add(new VersionMark(forecast.origin(), forecast.modelVersion()));
    }
    while (versions.size() > 1 && versions.get(1).time() <= ring.time(0)) {
      versions.remove(0);
    }
  }

  /** The pair at {@code STEPS.get(s)} that the newest point let mature, or null. */
  MaturedPair newestPair(int s) {
    return latest.stepMillis() == 0
        ? null
        : MaturedPair.at(ring, ring.size() - 1, s, latest.stepMillis());
  }

  String key() {
    return key;
  }

  LatestForecast latest() {
    return latest;
  }

  /** Mean absolute error one step ahead over persistence's, the newest weighing most; or NaN. */
  double recentError() {
    return error.ratio();
  }

  SeriesSummary summary() {
    return new SeriesSummary(
        key,
        latest.origin(),
        latest.value(),
        latest.stepMillis(),
        latest.state(),
        latest.modelVersion(),
        latest.horizon(),
        records);
  }

  SeriesHistory history() {
    int size = ring.size();
    return new SeriesHistory(
        summary(),
        IntStream.range(0, size).mapToLong(ring::time).toArray(),
        IntStream.range(0, size).mapToDouble(ring::value).toArray(),
        oneStepBefore(0),
        oneStepBefore(PointRing.LOW),
        oneStepBefore(PointRing.HIGH),
        versions,
        rewinds);
  }

  private double[] oneStepBefore(int row) {
    return IntStream.range(0, ring.size()).mapToDouble(i -> oneStepBefore(i, row)).toArray();
  }

  private double oneStepBefore(int i, int row) {
    long step = latest.stepMillis();
    boolean follows =
        i > 0
            && step > 0
            && Math.floorDiv(ring.time(i), step) == Math.floorDiv(ring.time(i - 1), step) + 1;
    return follows ? ring.forecast(i - 1, row) : Double.NaN;
  }

  /** The newest values, oldest first, at most {@code count}. */
  double[] newestValues(int count) {
    int size = ring.size();
    return IntStream.range(Math.max(0, size - count), size).mapToDouble(ring::value).toArray();
  }

  /** Scores in the series' own unit over the points that are kept. */
  Scoreboard scoreboard() {
    long step = latest.stepMillis();
    List<StepScore> scores = new ArrayList<>();
    for (int s = 0; step > 0 && s < Scoreboard.STEPS.size(); s++) {
      int which = s;
      List<MaturedPair> pairs =
          IntStream.range(0, ring.size())
              .mapToObj(target -> MaturedPair.at(ring, target, which, step))
              .filter(Objects::nonNull)
              .toList();
      Optional<StepScore> score = StepScore.of(Scoreboard.STEPS.get(s), pairs);
      score.ifPresent(scores::add);
    }
    return new Scoreboard(scores);
  }
}
