package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.network.AdamW;
import io.tidegate.trainer.network.Chunk;
import io.tidegate.trainer.network.CosineRate;
import io.tidegate.trainer.network.GradientClip;
import io.tidegate.trainer.network.Gradients;
import io.tidegate.trainer.network.Network;
import io.tidegate.trainer.network.NetworkShape;
import io.tidegate.trainer.network.WeightExchange;
import java.util.List;

/** The training loop of the LSTM and its head, from a parent's weights, with a fresh optimiser. */
final class LstmTraining {
  private final FitSettings settings;
  private final FitProgress progress;

  LstmTraining(FitSettings settings, FitProgress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * What came of the loop.
   *
   * @param model the parent with new LSTM and head
   * @param batches updates made
   * @param clipped updates that were clipped
   * @param stepsPerSecond rows through the network in a second
   */
  record Outcome(Model model, int batches, int clipped, double stepsPerSecond) {
    /** Nothing was trained. */
    static Outcome none(Model model) {
      return new Outcome(model, 0, 0, 0);
    }
  }

  /**
   * Trains.
   *
   * @throws ArithmeticException if a gradient is not finite
   */
  Outcome train(Model parent, List<Run> runs, long seed) {
    ModelShape shape = parent.shape();
    LaneSettings laneSettings = settings.lanes();
    NetworkShape sizes =
        new NetworkShape(
            ModelShape.INPUTS,
            shape.units(),
            shape.layers(),
            shape.horizon(),
            laneSettings.steps(),
            laneSettings.lanes());
    int batches = batches(runs, sizes);
    GradientClip clip = new GradientClip(settings.norm(), settings.threshold());
    CosineRate rate = new CosineRate(settings.rate(), settings.lastRate(), batches);
    AdamW optimiser = new AdamW(settings.decay());
    Lanes lanes = new Lanes(runs, laneSettings, stepWeights(parent), seed);
    Chunk chunk = new Chunk(sizes);
    long start = System.nanoTime();
    try (Network network = new Network(sizes)) {
      WeightExchange.load(parent, network);
      for (int batch = 0; batch < batches; batch++) {
        lanes.next(chunk);
        Gradients gradients = network.gradients(chunk);
        clip.apply(gradients.byParameter().values());
        optimiser.update(network, gradients, rate.at(batch));
        progress.batch(batch + 1, batches, gradients.loss());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(
          exported(parent, network),
          batches,
          clip.clipped(),
          batches * (double) sizes.rows() / seconds);
    }
  }

  /**
   * The inverse of the parent's mean square at each step, of mean 1: near steps are not drowned.
   */
  private static float[] stepWeights(Model parent) {
    float[] weights = parent.spread();
    float sum = 0;
    for (int h = 0; h < weights.length; h++) {
      weights[h] = 1 / (weights[h] * weights[h]);
      sum += weights[h];
    }
    for (int h = 0; h < weights.length; h++) {
      weights[h] *= weights.length / sum;
    }
    return weights;
  }

  /** As many as configured, but few rows are not gone through too often. */
  private int batches(List<Run> runs, NetworkShape sizes) {
    long rows = runs.stream().mapToLong(Run::rows).sum();
    double most = Math.ceil(settings.passes() * rows / sizes.rows());
    return (int) Math.max(1, Math.min(settings.batches(), most));
  }

  private static Model exported(Model parent, Network network) {
    return new Model(
        parent.shape(),
        WeightExchange.layers(network),
        WeightExchange.head(network),
        parent.highway(),
        WeightExchange.headBias(network),
        parent.spread());
  }
}
