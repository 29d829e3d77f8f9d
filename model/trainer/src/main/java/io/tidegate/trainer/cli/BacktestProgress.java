package io.tidegate.trainer.cli;

import io.tidegate.trainer.backtest.Listener;
import io.tidegate.trainer.backtest.Retrained;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how far a backtest is: a moving bar on a terminal, a line every ten
 * seconds elsewhere, and a line for each retraining.
 */
final class BacktestProgress implements Listener, AutoCloseable {
  private static final int MOVING_MILLIS = 200;
  private static final int SPARSE_MILLIS = 10_000;
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean moving = Terminal.isThere();
  private final ProgressBar bar;

  BacktestProgress(String name, int rows, PrintWriter out) {
    this.out = out;
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setUnit(" rows", 1)
            .setInitialMax(rows)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(moving ? MOVING_MILLIS : SPARSE_MILLIS)
            .setConsumer(
                new DelegatingProgressBarConsumer(
                    line -> show(moving ? "\r" + line : line + "\n"), WIDTH))
            .build();
  }

  @Override
  public void row(int done, int rows) {
    bar.stepTo(done);
  }

  @Override
  public void retraining(int row) {
    bar.setExtraMessage(" retraining");
  }

  @Override
  public void retrained(Retrained retrained) {
    bar.setExtraMessage("");
    show(
        String.format(
            Locale.ROOT,
            "%srow %d: %s, %.1f s%n",
            moving ? "\r\u001b[K" : "",
            retrained.row(),
            retrained.summary(),
            retrained.seconds()));
  }

  @Override
  public void close() {
    bar.close();
    show(moving ? "\n" : "");
  }

  private void show(String text) {
    synchronized (out) {
      out.print(text);
      out.flush();
    }
  }
}
