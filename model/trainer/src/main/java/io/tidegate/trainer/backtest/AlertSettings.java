package io.tidegate.trainer.backtest;

import io.tidegate.kernel.model.Model;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.sidecar.TrainerSettings;

/**
 * How alert scores come about.
 *
 * @param first the model in use from the first row of each file, known as version 0
 * @param forecasts whether the forecaster's residual is heard; without it nothing is forecast
 * @param every rows between retrainings; 0 for none
 * @param settings of the trainer, as the sidecar reads them
 * @param runner carries out the retrainings
 */
public record AlertSettings(
    Model first, boolean forecasts, int every, TrainerSettings settings, FitRunner runner) {}
