package io.tidegate.trainer.backtest;

/**
 * What became of one retraining.
 *
 * @param row the first row that it had not seen
 * @param promoted whether its weights are used from that row on
 * @param summary one line
 * @param seconds how long it took
 */
public record Retrained(int row, boolean promoted, String summary, double seconds) {}
