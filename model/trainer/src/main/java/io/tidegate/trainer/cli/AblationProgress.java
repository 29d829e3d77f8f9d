package io.tidegate.trainer.cli;

import io.tidegate.trainer.backtest.Listener;
import io.tidegate.trainer.backtest.Retrained;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows on standard error how far all runs of an ablation are, a line for each run, and one for
 * each retraining whose weights were not taken.
 */
final class AblationProgress implements Listener, AutoCloseable {
  private final RowBar bar;
  private final int runs;
  private final int rows;
  private int run;
  private String name = "";

  /** For so many runs of so many rows each. */
  AblationProgress(String data, int runs, int rows, PrintWriter out) {
    this.bar = new RowBar(data, (long) runs * rows, out);
    this.runs = runs;
    this.rows = rows;
  }

  /** A run from 0 begins. */
  void begin(int number, String what) {
    run = number;
    name = what;
    bar.say(name);
  }

  void end(double seconds) {
    bar.line(String.format(Locale.ROOT, "run %d of %d, %s: %.1f s", run + 1, runs, name, seconds));
  }

  @Override
  public void row(int done, int ofRows) {
    bar.stepTo((long) run * rows + done);
  }

  @Override
  public void retrained(Retrained retrained) {
    if (!retrained.promoted()) {
      bar.line(
          String.format(Locale.ROOT, "%s, row %d: %s", name, retrained.row(), retrained.summary()));
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
