package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;

/**
 * What came of a fit.
 *
 * @param model the candidate; its spread is measured on the held-back part
 * @param before what the parent does on the held-back part
 * @param after what the candidate does there
 * @param series number of series that were trained on
 * @param observations number of observations in reach, the held-back part among them
 * @param batches number of updates
 * @param clipped updates whose gradient was scaled back
 * @param stepsPerSecond rows (lanes times steps) that went through the network in a second
 * @param environment what the bytes may depend on besides
 */
public record Fit(
    Model model,
    Score before,
    Score after,
    int series,
    long observations,
    int batches,
    int clipped,
    double stepsPerSecond,
    String environment) {

  /** The same beside another parent, both at the steps that they have in common. */
  Fit against(Score parent) {
    int steps = Math.min(parent.horizon(), after.horizon());
    return new Fit(
        model,
        parent.upTo(steps),
        after.upTo(steps),
        series,
        observations,
        batches,
        clipped,
        stepsPerSecond,
        environment);
  }
}
