package io.tidegate.stream.cli;

import io.tidegate.stream.verify.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** Shows on standard error how far a verification is. */
final class VerifyProgress implements Progress, AutoCloseable {
  private final PrintWriter out;
  private ProgressBar bar;

  VerifyProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(long offsets) {
    bar = ProgressBars.open(out, "replaying", " records", offsets);
  }

  @Override
  public void at(long offsets) {
    bar.stepTo(offsets);
  }

  /** Closes the bar, if it is open. */
  @Override
  public void close() {
    if (bar != null) {
      ProgressBars.close(bar, out);
      bar = null;
    }
  }
}
