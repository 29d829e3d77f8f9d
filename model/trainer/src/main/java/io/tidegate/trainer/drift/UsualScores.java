package io.tidegate.trainer.drift;

import java.util.ArrayDeque;

/**
 * The scores of all series together while nothing changed: how they spread, and how much they go
 * together. Bounded. One thread.
 */
final class UsualScores {
  private static final int SCORES = 1_024;
  private static final int BATCHES = 32;
  private static final int SMALLEST_BATCH = 8;

  /** The spread is not taken to be less than this. */
  private static final double LEAST_DEVIATION = 0.05;

  /** So many batches are the estimate worth that stands in for them at first. */
  private static final double PRIOR_BATCHES = 2;

  private final ArrayDeque<Double> scores = new ArrayDeque<>();
  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private double batchSum;
  private int batchSize;

  private record Batch(double sum, int size) {}

  int size() {
    return scores.size();
  }

  /**
   * Takes a score.
   *
   * @param series how many series there are: a batch holds at least two scores of each
   */
  void add(double score, int series) {
    scores.addLast(score);
    if (scores.size() > SCORES) {
      scores.removeFirst();
    }
    batchSum += score;
    batchSize++;
    if (batchSize >= Math.max(SMALLEST_BATCH, 2 * series)) {
      batches.addLast(new Batch(batchSum, batchSize));
      if (batches.size() > BATCHES) {
        batches.removeFirst();
      }
      batchSum = 0;
      batchSize = 0;
    }
  }

  double[] values() {
    return scores.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.max(LEAST_DEVIATION, Math.sqrt(squares / values.length));
  }

  /**
   * How many reports say the same thing: by how much the variance of a batch's mean is greater than
   * it would be if its scores were independent (the design effect, or the variance inflation of
   * batch means), at its upper limit. One series drives or follows another, a bad day follows a bad
   * day.
   *
   * @return at least 1
   */
  double alike(int series) {
    double[] values = values();
    double mean = mean(values);
    double deviation = deviation(values);
    double sum = PRIOR_BATCHES * Math.sqrt(series);
    for (Batch batch : batches) {
      double off = batch.sum() - batch.size() * mean;
      sum += off * off / batch.size() / (deviation * deviation);
    }
    double weight = PRIOR_BATCHES + batches.size();
    return Math.max(1, sum / weight * (1 + Math.sqrt(2 / weight)));
  }
}
