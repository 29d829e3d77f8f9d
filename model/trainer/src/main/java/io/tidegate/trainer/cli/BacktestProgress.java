package io.tidegate.trainer.cli;

import io.tidegate.trainer.backtest.Listener;
import io.tidegate.trainer.backtest.Retrained;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows on standard error how far a backtest is, and a line for each retraining. */
final class BacktestProgress implements Listener, AutoCloseable {
  private final RowBar bar;

  BacktestProgress(String name, int rows, PrintWriter out) {
    bar = new RowBar(name, rows, out);
  }

  @Override
  public void row(int done, int rows) {
    bar.stepTo(done);
  }

  @Override
  public void retraining(int row) {
    bar.say("retraining");
  }

  @Override
  public void retrained(Retrained retrained) {
    bar.say("");
    bar.line(
        String.format(
            Locale.ROOT,
            "row %d: %s, %.1f s",
            retrained.row(),
            retrained.summary(),
            retrained.seconds()));
  }

  @Override
  public void close() {
    bar.close();
  }
}
