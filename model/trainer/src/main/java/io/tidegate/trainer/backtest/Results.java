package io.tidegate.trainer.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a backtest found. */
public final class Results {
  private final Setup setup;
  private final List<Track> tracks;
  private final List<Retrained> retrainings;
  private final double seconds;

  Results(Setup setup, List<Track> tracks, List<Retrained> retrainings, double seconds) {
    this.setup = setup;
    this.tracks = List.copyOf(tracks);
    this.retrainings = List.copyOf(retrainings);
    this.seconds = seconds;
  }

  Setup setup() {
    return setup;
  }

  /** Every retraining, in order. */
  public List<Retrained> retrainings() {
    return retrainings;
  }

  /** Wall-clock time of the whole backtest. */
  public double seconds() {
    return seconds;
  }

  List<Track> tracks() {
    return tracks;
  }

  /** The series that were started anew in mid-stream. */
  Optional<Newcomers> newcomers() {
    return setup.newcomer() == 0 ? Optional.empty() : Optional.of(new Newcomers(tracks));
  }

  /** Of one series, over the steps 1 to the horizon that stands at {@code i}. */
  Figures figures(Method method, Track track, int i) {
    return track.ledger(method).horizon(i).figures(track.yardstick());
  }

  /** The mean over series. */
  Figures figures(Method method, int i) {
    return Figures.mean(tracks.stream().map(track -> figures(method, track, i)).toList());
  }

  /** The mean over series, exactly {@code step} steps ahead. */
  Figures atStep(Method method, int step) {
    return Figures.mean(
        tracks.stream()
            .map(track -> track.ledger(method).step(step).figures(track.yardstick()))
            .toList());
  }

  /** Share of actuals at or below each level's quantile, mean over series. */
  double[] reached(int i) {
    double[] shares = new double[levels().size()];
    for (Track track : tracks) {
      for (int level = 0; level < shares.length; level++) {
        double share = track.ledger(Method.TIDEGATE).horizon(i).reached(level);
        shares[level] += share / tracks.size();
      }
    }
    return shares;
  }

  List<Double> levels() {
    return tracks.get(0).levels();
  }

  /** Standardised squared error of the origins, mean over series; [0] rows, [1] errors. */
  double[][] timeline(Method method, int i) {
    double[] rows = tracks.get(0).ledger(method).timeline(i).rows();
    double[] errors = new double[rows.length];
    int[] counts = new int[rows.length];
    for (Track track : tracks) {
      double[] means = track.ledger(method).timeline(i).means();
      for (int at = 0; at < means.length; at++) {
        errors[at] += Double.isNaN(means[at]) ? 0 : means[at];
        counts[at] += Double.isNaN(means[at]) ? 0 : 1;
      }
    }
    for (int at = 0; at < errors.length; at++) {
      errors[at] = counts[at] == 0 ? Double.NaN : errors[at] / counts[at];
    }
    return new double[][] {rows, errors};
  }

  /** The worst stretch of every series, at the step that stands at {@code i}; worst first. */
  List<Stretch> stretches(int i) {
    List<Stretch> all = new ArrayList<>();
    for (int index = 0; index < tracks.size(); index++) {
      Trace trace = tracks.get(index).ledger(Method.TIDEGATE).trace(i);
      int step = setup.horizons().get(i);
      all.add(Stretch.worst(setup.data(), index, setup.parts(), step, trace));
    }
    all.removeIf(Objects::isNull);
    all.sort((a, b) -> Double.compare(a.coverage(), b.coverage()));
    return all;
  }
}
