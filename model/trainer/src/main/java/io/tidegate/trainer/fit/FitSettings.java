package io.tidegate.trainer.fit;

import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.trainer.network.GradientNorm;

/**
 * Everything that a fit depends on besides its data, its parent and its seed.
 *
 * @param forecaster calendar, bridging and grace, as in production
 * @param lanes how chunks are cut
 * @param norm how a gradient is measured
 * @param threshold norm beyond which it is scaled back
 * @param rate learning rate of the first batch
 * @param lastRate rate of the last batch as a fraction of the first
 * @param decay weight decay per unit of learning rate
 * @param batches most updates
 * @param passes most times that the rows are gone through: with few rows there are fewer updates
 * @param ridge lambda of the highway as a fraction of the sum of weights
 * @param priorRows rows that the parent's highway is worth against the data
 * @param heldBack newest fraction of each series that is not trained on
 * @param heldBackMost most observations of a series that are held back
 */
public record FitSettings(
    ForecasterSettings forecaster,
    LaneSettings lanes,
    GradientNorm norm,
    double threshold,
    double rate,
    double lastRate,
    double decay,
    int batches,
    double passes,
    double ridge,
    double priorRows,
    double heldBack,
    int heldBackMost) {

  /** Of a retraining. */
  public static final FitSettings STANDARD =
      new FitSettings(
          ForecasterSettings.defaults(),
          LaneSettings.STANDARD,
          GradientNorm.L2,
          1,
          1e-3,
          .05,
          1e-2,
          60,
          10,
          1e-3,
          30_000,
          .15,
          240);

  /** The same with other numbers of batches and passes and another learning rate. */
  public FitSettings withTraining(int newBatches, double newPasses, double newRate) {
    return new FitSettings(
        forecaster,
        lanes,
        norm,
        threshold,
        newRate,
        lastRate,
        decay,
        newBatches,
        newPasses,
        ridge,
        priorRows,
        heldBack,
        heldBackMost);
  }

  /** The same with another hold on the parent's highway. */
  public FitSettings withPriorRows(double rows) {
    return new FitSettings(
        forecaster,
        lanes,
        norm,
        threshold,
        rate,
        lastRate,
        decay,
        batches,
        passes,
        ridge,
        rows,
        heldBack,
        heldBackMost);
  }

  /** The same with another threshold of the gradient's norm. */
  public FitSettings withThreshold(double norm) {
    return new FitSettings(
        forecaster,
        lanes,
        this.norm,
        norm,
        rate,
        lastRate,
        decay,
        batches,
        passes,
        ridge,
        priorRows,
        heldBack,
        heldBackMost);
  }

  int heldBackFrom(SeriesData series) {
    return series.heldBackFrom(heldBack, heldBackMost);
  }
}
