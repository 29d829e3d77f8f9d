package io.tidegate.stream.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Shows a demo's status: in place once a second on a terminal, as a line now and then elsewhere.
 * One thread.
 */
public final class Screen {
  private static final Duration MOVING = Duration.ofSeconds(1);
  private static final Duration SPARSE = Duration.ofSeconds(10);
  private static final String CLEAR_LINE = "\u001b[2K";

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long shownAt;
  private int height;
  private boolean shown;

  /**
   * A screen on {@code out}.
   *
   * @param terminal whether it understands control sequences
   */
  public Screen(PrintWriter out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  Screen(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /** Shows the status if it is time to. */
  void show(DemoStatus status) {
    long now = nanoTime.getAsLong();
    long pause = (terminal ? MOVING : SPARSE).toNanos();
    if (shown && now - shownAt < pause) {
      return;
    }
    shown = true;
    shownAt = now;
    if (terminal) {
      redraw(status);
    } else {
      out.println(StatusText.brief(status));
    }
    out.flush();
  }

  /** Prints a line that stays. */
  void say(String line) {
    out.println(line);
    out.flush();
    height = 0;
  }

  /** Shows the last status, what went wrong, and as the last line a summary. */
  void end(DemoStatus status, List<String> faults) {
    if (terminal) {
      redraw(status);
    }
    faults.forEach(fault -> say("tidegate: " + fault));
    say(StatusText.summary(status));
  }

  private void redraw(DemoStatus status) {
    // The terminal may have echoed a key, such as ^C, where the cursor stood.
    StringBuilder text = new StringBuilder("\r");
    if (height > 0) {
      text.append("\u001b[").append(height).append('A');
    }
    for (String line : StatusText.screen(status)) {
      text.append(CLEAR_LINE).append(line).append('\n');
    }
    height = StatusText.screen(status).size();
    out.print(text);
  }
}
