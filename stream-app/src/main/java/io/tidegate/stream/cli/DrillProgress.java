package io.tidegate.stream.cli;

import io.tidegate.stream.drill.DrillListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** Shows on standard error how far a drill is; what happens on the way has lines of its own. */
final class DrillProgress implements DrillListener, AutoCloseable {
  private final PrintWriter out;
  private ProgressBar bar;

  DrillProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(String task, String unit, long most) {
    close();
    bar = ProgressBars.open(out, task, unit, most);
  }

  @Override
  public void at(long done) {
    bar.stepTo(done);
  }

  @Override
  public void say(String line) {
    ProgressBars.say(out, line);
  }

  /** Closes the bar, if one is open. */
  @Override
  public void close() {
    if (bar != null) {
      ProgressBars.close(bar, out);
      bar = null;
    }
  }
}
