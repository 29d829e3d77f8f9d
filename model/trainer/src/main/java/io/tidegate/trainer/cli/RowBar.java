package io.tidegate.trainer.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how many rows are done: a moving bar on a terminal, a line every ten seconds elsewhere, and
 * lines in between.
 */
final class RowBar implements AutoCloseable {
  private static final int MOVING_MILLIS = 200;
  private static final int SPARSE_MILLIS = 10_000;
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean moving = Terminal.isThere();
  private final ProgressBar bar;

  RowBar(String name, long rows, PrintWriter out) {
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

  void stepTo(long rows) {
    bar.stepTo(rows);
  }

  /** What stands behind the bar. */
  void say(String extra) {
    bar.setExtraMessage(extra.isEmpty() ? "" : " " + extra);
  }

  /** One line above the bar. */
  void line(String text) {
    show((moving ? "\r\u001b[K" : "") + text + "\n");
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
