package io.tidegate.stream.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bars that move on a terminal, and are a line every ten seconds elsewhere. */
final class ProgressBars {
  private static final int MOVING_MILLIS = 200;
  private static final int SPARSE_MILLIS = 10_000;
  private static final int WIDTH = 100;

  private ProgressBars() {}

  /**
   * Opens one.
   *
   * @param unit with a space before it
   * @param most where it ends
   */
  static ProgressBar open(PrintWriter out, String task, String unit, long most) {
    boolean moving = Terminal.isThere();
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setUnit(unit, 1)
        .setInitialMax(most)
        .showSpeed()
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(moving ? MOVING_MILLIS : SPARSE_MILLIS)
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> show(out, moving ? "\r" + line : line + "\n"), WIDTH))
        .build();
  }

  /** Closes one and leaves its line. */
  static void close(ProgressBar bar, PrintWriter out) {
    bar.close();
    show(out, "\n");
  }

  /** Prints a line of its own, over the place where a bar stands. */
  static void say(PrintWriter out, String line) {
    show(out, (Terminal.isThere() ? "\r\u001b[K" : "") + line + "\n");
  }

  private static void show(PrintWriter out, String text) {
    synchronized (out) {
      out.print(text);
      out.flush();
    }
  }
}
