package io.tidegate.trainer.memory;

import java.util.Random;

/** The networks that are compared. All have the same units, head, optimiser and batches. */
enum Kind {
  /** Recurrent weights start with a largest eigenvalue of about 1, the best case for the net. */
  PLAIN("plain RNN") {
    @Override
    Recurrence start(int units, int distance, Random random) {
      return new PlainRecurrence(RecallTask.INPUTS, units, 1, random);
    }
  },

  /** As the forecaster's own training starts. */
  LSTM("LSTM, b_f = 1") {
    @Override
    Recurrence start(int units, int distance, Random random) {
      return new LstmRecurrence(
          RecallTask.INPUTS, units, LstmRecurrence.Gates.AJAR, distance, random);
    }
  },

  /** Gates that start open for as long as the task needs. */
  CHRONO("LSTM, b_f by N") {
    @Override
    Recurrence start(int units, int distance, Random random) {
      return new LstmRecurrence(
          RecallTask.INPUTS, units, LstmRecurrence.Gates.CHRONO, distance, random);
    }
  };

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** What people read. */
  String label() {
    return label;
  }

  abstract Recurrence start(int units, int distance, Random random);

  /** A network that has learnt nothing yet, for a number shown {@code distance} steps back. */
  RecallNetwork network(int units, int distance, long seed) {
    Random random = new Random(seed);
    return new RecallNetwork(start(units, distance, random), random);
  }
}
