package io.tidegate.stream.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one try.
 *
 * @param kind of it
 * @param why in a few words; empty if it was taken
 * @param pause how long the receiver asked to be left alone
 */
record Outcome(Kind kind, String why, Optional<Duration> pause) {
  enum Kind {
    /** The receiver has it. */
    TAKEN,
    /** Not now; it may be taken later. */
    LATER,
    /** The receiver does not want it; trying again hardly helps. */
    REFUSED
  }

  static Outcome taken() {
    return new Outcome(Kind.TAKEN, "", Optional.empty());
  }

  static Outcome later(String why, Optional<Duration> pause) {
    return new Outcome(Kind.LATER, why, pause);
  }

  static Outcome refused(String why) {
    return new Outcome(Kind.REFUSED, why, Optional.empty());
  }
}
