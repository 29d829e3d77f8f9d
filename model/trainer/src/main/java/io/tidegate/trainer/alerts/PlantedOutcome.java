package io.tidegate.trainer.alerts;

import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Resolution;

/**
 * What became of one planted incident.
 *
 * @param alerts that opened while it was on, and so long after that it could be noticed
 * @param delay records from its beginning to the first of them, 0 at once; -1: not found
 * @param opening kind of the first at its opening; null if it was not found
 * @param end its kind as last told; likewise
 * @param resolution how it ended; null if it did not in the time
 * @param resolvedAfter records from the beginning of the incident to the end of the alert; -1
 */
record PlantedOutcome(
    Background background,
    PlantedIncident incident,
    double size,
    int alerts,
    int delay,
    Kind opening,
    Kind end,
    Resolution resolution,
    int resolvedAfter) {

  boolean found() {
    return delay >= 0;
  }
}
