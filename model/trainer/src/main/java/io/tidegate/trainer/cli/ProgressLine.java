package io.tidegate.trainer.cli;

import io.tidegate.trainer.fit.FitProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Says now and then how far a training is, and when it will be done. One thread. */
public final class ProgressLine implements FitProgress {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final Consumer<String> out;
  private long start = System.nanoTime();
  private long said = start;
  private double loss = Double.NaN;

  /** Lines go to {@code out}. */
  public ProgressLine(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void batch(int batch, int batches, double batchLoss) {
    long now = System.nanoTime();
    if (batch == 1) {
      start = now;
      said = now;
      loss = batchLoss;
    }
    loss += 0.1 * (batchLoss - loss);
    if (now - said >= EVERY_NANOS || batch == batches) {
      said = now;
      double perBatch = (now - start) / 1e9 / Math.max(1, batch - 1);
      long left = Math.round(perBatch * (batches - batch));
      out.accept(
          String.format(
              Locale.ROOT,
              "training: batch %d of %d (%d %%), loss %.4f, %s left",
              batch,
              batches,
              100 * batch / batches,
              loss,
              Duration.ofSeconds(left).toString().substring(2).toLowerCase(Locale.ROOT)));
    }
  }
}
