package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;
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

/**
 * Lives through a data set row by row as production would: every value goes through the kernel,
 * weights are retrained now and then on what the window holds at that moment, and a forecast is
 * scored when its actual comes. Deterministic for one seed. One thread.
 */
public final class Backtest {
  private static final long SEEDS = 1_000_003;

  private final Setup setup;
  private final FitRunner runner;
  private final Listener listener;
  private final List<Track> tracks = new ArrayList<>();
  private final List<Retrained> retrainings = new ArrayList<>();
  private final TrainingWindow window;

  /** Prepares; {@code runner} carries out the retrainings. */
  public Backtest(Setup setup, FitRunner runner, Listener listener) {
    this.setup = setup;
    this.runner = runner;
    this.listener = listener;
    TrainerSettings settings = setup.settings();
    this.window =
        new TrainingWindow(settings.windowRows(), settings.windowSeries(), settings.seed());
    for (int i = 0; i < setup.data().series().size(); i++) {
      tracks.add(new Track(setup, i));
    }
  }

  /** Runs it once. */
  public Results run() throws InterruptedException {
    long start = System.nanoTime();
    Parts parts = setup.parts();
    Forecaster forecaster = new Forecaster(0, setup.first(), setup.settings().first().forecaster());
    for (int row = 0; row < parts.end(); row++) {
      boolean due = setup.every() > 0 && row >= parts.training();
      if (due && (row - parts.training()) % setup.every() == 0) {
        forecaster = retrain(forecaster, row);
      }
      for (int i = 0; i < tracks.size(); i++) {
        step(forecaster, i, row);
      }
      listener.row(row + 1, parts.end());
    }
    return new Results(setup, tracks, retrainings, (System.nanoTime() - start) / 1e9);
  }

  private void step(Forecaster forecaster, int i, int row) {
    Track track = tracks.get(i);
    track.observe(forecaster, row);
    Observation observation = track.observation(row);
    if (observation != null) {
      window.add(setup.data().series().get(i), 0, observation);
    }
    if (row >= setup.parts().firstScored()) {
      Forecast forecast = track.forecast(forecaster, row);
      if (forecast != null) {
        listener.forecast(i, row, forecast);
      }
      Forecast anew = track.newcomerForecast(forecaster, row);
      if (anew != null) {
        listener.newcomerForecast(i, row, anew);
      }
    }
  }

  /** As the sidecar retrains: the same window, settings, seeds and gate. */
  private Forecaster retrain(Forecaster parent, int row) throws InterruptedException {
    listener.retraining(row);
    TrainerSettings settings = setup.settings();
    long version = retrainings.size() + 1L;
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
    Retrained retrained = new Retrained(row, next != parent, summary, seconds);
    retrainings.add(retrained);
    listener.retrained(retrained);
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
