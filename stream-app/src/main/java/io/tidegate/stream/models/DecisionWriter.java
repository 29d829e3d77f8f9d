package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.topology.ClusterException;

/** Where decisions are written to. */
public interface DecisionWriter {
  /**
   * Writes one decision and waits until it is kept.
   *
   * @throws ClusterException if the cluster does not take it
   */
  Place write(ModelDecisionEvent decision);

  /** Where a decision lies in its topic. */
  record Place(int partition, long offset) {}
}
