package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.NotEnoughDataException;
import io.tidegate.trainer.fit.SeriesData;
import io.tidegate.trainer.offline.OfflineGate;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.trainer.window.TrainingWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Retrains as the sidecar does: the same window, settings, seeds and gate. One thread. */
final class Retrainings {
  private static final long SEEDS = 1_000_003;

  private final TrainerSettings settings;
  private final FitRunner runner;
  private final TrainingWindow window;
  private final List<Retrained> done = new ArrayList<>();

  Retrainings(TrainerSettings settings, FitRunner runner) {
    this.settings = settings;
    this.runner = runner;
    this.window =
        new TrainingWindow(settings.windowRows(), settings.windowSeries(), settings.seed());
  }

  /** Lets an observation into the window. */
  void add(String series, Observation observation) {
    window.add(series, 0, observation);
  }

  /** All so far. */
  List<Retrained> done() {
    return done;
  }

  /** The forecaster from {@code row} on: {@code parent} if the fit failed or was rejected. */
  Forecaster retrain(Forecaster parent, int row) throws InterruptedException {
    long version = done.size() + 1L;
    long seed = settings.seed() * SEEDS + version;
    List<SeriesData> series = window.data(settings::series);
    long start = System.nanoTime();
    String summary;
    Forecaster next = parent;
    try {
      FitRequest request = settings.request(parent.version(), parent.model(), series, seed);
      Fit fit = runner.run(request, FitProgress.NONE);
      OfflineGate.Verdict gate = settings.gate().judge(fit);
      next =
          gate.accepted()
              ? new Forecaster(version, fit.model(), request.settings().forecaster())
              : parent;
      summary = summary(fit, gate);
    } catch (NotEnoughDataException | FitFailedException | ArithmeticException e) {
      summary = "failed: " + e.getMessage();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    done.add(new Retrained(row, next != parent, summary, seconds));
    return next;
  }

  private static String summary(Fit fit, OfflineGate.Verdict gate) {
    return String.format(
        Locale.ROOT,
        "%s: %s; %d batches, %d clipped",
        gate.accepted() ? "promoted" : "rejected",
        gate.reason(),
        fit.batches(),
        fit.clipped());
  }
}
