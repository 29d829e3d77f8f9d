package io.tidegate.stream.models;

import io.tidegate.kernel.model.Model;

/** What the check of one record of the models topic says. */
sealed interface SnapshotVerdict {
  /** A usable model. */
  record Valid(ModelEntry entry, Model model) implements SnapshotVerdict {}

  /** Not usable, and why. */
  record Refused(ModelEntry entry) implements SnapshotVerdict {}

  /** Deleted: the record has a key and no value. */
  record Withdrawn(String key) implements SnapshotVerdict {}

  /** Belongs to a model of another name. */
  record Foreign() implements SnapshotVerdict {}
}
