package io.tidegate.stream.demo;

import io.tidegate.stream.pipeline.Account;
import io.tidegate.stream.view.Scoreboard;
import java.net.URI;
import java.time.Duration;

/**
 * How a demo stands.
 *
 * @param elapsed time since input began
 * @param input what comes in, and what it waits for, in one sentence
 * @param recordsPerSecond observations stored a second, lately
 * @param forecastsPerSecond forecasts committed a second, lately
 * @param account what became of the observations
 * @param series number of series with a forecast
 * @param scores errors of the newest matured forecasts, in units of persistence's
 * @param version newest model version that a partition uses; -1 before the first record
 * @param retrainings what the trainer did
 * @param retrained forecasts made by a retrained version
 * @param page where to look
 */
record DemoStatus(
    Duration elapsed,
    String input,
    double recordsPerSecond,
    double forecastsPerSecond,
    Account account,
    int series,
    Scoreboard scores,
    long version,
    Retrainings retrainings,
    long retrained,
    URI page) {

  /**
   * Retrainings by outcome.
   *
   * @param promoted published for use
   * @param rejected worse than their parents
   * @param failed not ended
   */
  record Retrainings(int promoted, int rejected, int failed) {
    /** Retrainings that made a model, used or not. */
    int trained() {
      return promoted + rejected;
    }
  }
}
