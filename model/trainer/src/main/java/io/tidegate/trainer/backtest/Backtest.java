package io.tidegate.trainer.backtest;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.FitSettings;
import io.tidegate.trainer.fit.SeriesData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a file row by row through the production kernel, retrains on the way on what was seen so
 * far, and scores the forecasts of the online part on values standardised by the training part.
 * Nothing uses a value after the origin.
 */
public final class Backtest {
  private final Plan plan;
  private final FitRunner runner;
  private final List<SeriesData> series = new ArrayList<>();
  private final List<SeriesState> states = new ArrayList<>();
  private final List<Scores> scores = new ArrayList<>();

  /**
   * What is replayed and when weights change.
   *
   * @param file a wide CSV
   * @param training rows by which values are standardised
   * @param online first row whose forecasts are scored, and of the first retraining
   * @param rows last row, exclusive
   * @param every rows between retrainings; 0 for none
   * @param first how the first retraining is done
   * @param later how the others are done
   * @param rejectAbove a candidate whose loss is above the parent's by this factor is dropped
   * @param seed of the first retraining
   */
  public record Plan(
      Path file,
      int training,
      int online,
      int rows,
      int every,
      FitSettings first,
      FitSettings later,
      double rejectAbove,
      long seed) {}

  /** Reads the file. */
  public Backtest(Plan plan, FitRunner runner) throws IOException {
    this.plan = plan;
    this.runner = runner;
    int column = 0;
    for (List<Observation> observations : CsvSeries.read(plan.file(), plan.rows())) {
      series.add(new SeriesData("column-" + column++, 0, observations));
      states.add(SeriesState.start(0));
      scores.add(new Scores(observations, plan.training(), plan.online()));
    }
  }

  /** Runs it and returns one line for each forecaster, retrainings reported to {@code out}. */
  public String run(Model first, java.util.function.Consumer<String> out)
      throws InterruptedException {
    Forecaster forecaster = new Forecaster(0, first, plan.first().forecaster());
    int rows = series.get(0).observations().size();
    for (int row = 0; row < rows; row++) {
      boolean due = plan.every() > 0 && row >= plan.online();
      if (due && (row - plan.online()) % plan.every() == 0) {
        forecaster = retrained(forecaster, row, out);
      }
      for (int i = 0; i < series.size(); i++) {
        step(forecaster, i, row);
      }
    }
    return Scores.report(scores);
  }

  private Forecaster retrained(Forecaster parent, int row, java.util.function.Consumer<String> out)
      throws InterruptedException {
    List<SeriesData> seen = new ArrayList<>();
    for (SeriesData one : series) {
      seen.add(new SeriesData(one.key(), 0, one.observations().subList(0, row)));
    }
    FitSettings settings = row == plan.online() ? plan.first() : plan.later();
    Fit fit =
        runner.run(
            new FitRequest(parent.model(), settings, seen, plan.seed() + row), FitProgress.NONE);
    boolean worse = !(fit.after().loss() <= plan.rejectAbove() * fit.before().loss());
    out.accept(
        String.format(
            "row %d: held back %.4f -> %.4f%s, %d batches, %d clipped, %.0f steps/s",
            row,
            fit.before().loss(),
            fit.after().loss(),
            worse ? " rejected" : "",
            fit.batches(),
            fit.clipped(),
            fit.stepsPerSecond()));
    return worse
        ? parent
        : new Forecaster(parent.version() + 1, fit.model(), settings.forecaster());
  }

  private void step(Forecaster forecaster, int i, int row) {
    SeriesState state = states.get(i);
    forecaster.observe(state, series.get(i).observations().get(row), IGNORE);
    if (row >= plan.online()) {
      Forecast forecast = forecaster.forecast(state);
      scores.get(i).add(row, forecast);
    }
  }

  private static final Verdicts IGNORE =
      new Verdicts() {
        @Override
        public void accepted(Observation observation) {}

        @Override
        public void counted(Observation observation, CountReason reason) {}

        @Override
        public void parked(Observation observation) {}

        @Override
        public void refused(Observation observation, String reason) {}
      };
}
