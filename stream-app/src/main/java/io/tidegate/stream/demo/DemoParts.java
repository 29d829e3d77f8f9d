package io.tidegate.stream.demo;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.replay.ObservationProducer;

/**
 * What runs while a demo runs.
 *
 * @param application the stream application
 * @param reader counts what comes out
 * @param producer writes what comes in
 * @param trainer the child process
 */
record DemoParts(
    TidegateApplication application,
    TallyReader reader,
    ObservationProducer producer,
    TrainerProcess trainer) {

  Tally tally() {
    return reader.tally();
  }

  /**
   * Tells whether all parts work.
   *
   * @throws RuntimeException why one does not
   */
  void check() {
    reader.check();
    trainer.check();
    if (!application.failure().isEmpty()) {
      throw new DemoException("the stream application stopped: " + application.failure());
    }
  }
}
