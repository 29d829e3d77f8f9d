package io.tidegate.stream.verify;

/**
 * Recorded forecasts and those of another version at one step ahead, on the same actuals.
 *
 * @param step steps ahead
 * @param forecasts how many matured, of each
 * @param recorded how good the recorded ones were
 * @param replayed how good the other version's would have been
 */
public record StepErrors(int step, long forecasts, ErrorFigures recorded, ErrorFigures replayed) {}
