package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.trainer.fit.FitRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * Lives through a data set row by row as production would: every value goes through the kernel,
 * weights are retrained now and then on what the window holds at that moment, and a forecast is
 * scored when its actual comes. Deterministic for one seed. One thread.
 */
public final class Backtest {
  private final Setup setup;
  private final Listener listener;
  private final List<Track> tracks = new ArrayList<>();
  private final Retrainings retrainings;

  /** Prepares; {@code runner} carries out the retrainings. */
  public Backtest(Setup setup, FitRunner runner, Listener listener) {
    this.setup = setup;
    this.listener = listener;
    this.retrainings = new Retrainings(setup.settings(), runner);
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
    return new Results(setup, tracks, retrainings.done(), (System.nanoTime() - start) / 1e9);
  }

  private void step(Forecaster forecaster, int i, int row) {
    Track track = tracks.get(i);
    track.observe(forecaster, row);
    Observation observation = track.observation(row);
    if (observation != null) {
      retrainings.add(setup.data().series().get(i), observation);
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

  private Forecaster retrain(Forecaster parent, int row) throws InterruptedException {
    listener.retraining(row);
    Forecaster next = retrainings.retrain(parent, row);
    listener.retrained(retrainings.done().get(retrainings.done().size() - 1));
    return next;
  }
}
