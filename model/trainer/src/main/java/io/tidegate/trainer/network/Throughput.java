package io.tidegate.trainer.network;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Measures how fast a network trains: forward, backward, clip and update on random chunks. */
public final class Throughput {
  private static final int WARM_UP = 10;

  private Throughput() {}

  /** Rows (steps times lanes) a second over so many batches, after a warm-up. */
  public static double rowsPerSecond(NetworkShape shape, int batches) {
    SplittableRandom random = new SplittableRandom(1);
    Chunk chunk = new Chunk(shape);
    for (int i = 0; i < chunk.inputs.length; i++) {
      chunk.inputs[i] = (float) random.nextGaussian();
    }
    Arrays.fill(chunk.targets, 1f);
    Arrays.fill(chunk.weights, 1f / chunk.weights.length);
    GradientClip clip = new GradientClip(GradientNorm.L2, 1);
    AdamW optimiser = new AdamW(1e-2);
    long start = 0;
    try (Network network = new Network(shape)) {
      for (int batch = -WARM_UP; batch < batches; batch++) {
        if (batch == 0) {
          start = System.nanoTime();
        }
        try (Gradients gradients = network.gradients(chunk)) {
          clip.apply(gradients.byParameter().values());
          optimiser.update(network, gradients, 1e-3);
        }
      }
    }
    return batches * (double) shape.rows() / ((System.nanoTime() - start) / 1e9);
  }
}
