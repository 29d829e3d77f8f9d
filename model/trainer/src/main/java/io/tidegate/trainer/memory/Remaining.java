package io.tidegate.trainer.memory;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says every two seconds how far the work is. Work is counted in steps of a plain network, an
 * LSTM's being cheaper. One thread.
 */
final class Remaining {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final Consumer<String> out;
  private final long start = System.nanoTime();
  private long said = start;
  private double left;
  private double done;

  /** {@code total} is what there is to do at most. */
  Remaining(double total, Consumer<String> out) {
    this.left = total;
    this.out = out;
  }

  /** Some work is done. */
  void did(double work, String what) {
    done += work;
    left -= work;
    long now = System.nanoTime();
    if (now - said >= EVERY_NANOS) {
      said = now;
      long seconds = Math.round((now - start) / 1e9 * left / done);
      String time = Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(Locale.ROOT);
      out.accept(
          String.format(
              Locale.ROOT,
              "%s (%.0f %%), at most %s left",
              what,
              100 * done / (done + left),
              time));
    }
  }

  /** Some work need not be done. */
  void spared(double work) {
    left -= work;
  }
}
