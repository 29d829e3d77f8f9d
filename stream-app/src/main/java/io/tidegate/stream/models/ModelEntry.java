package io.tidegate.stream.models;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.Lineage;
import io.tidegate.stream.config.StreamSettings;
import java.util.Optional;

/**
 * What is known about one snapshot of the models topic.
 *
 * @param key the record's key, NAME/VERSION
 * @param version the version, or -1 where the snapshot could not be read so far
 * @param state whether it can be used
 * @param reason one sentence: why it is refused, or where a valid one comes from
 * @param sha256 digest of the model's bytes in hexadecimal; empty where there are none
 * @param lineage how it was trained; absent for version 0 and for unreadable snapshots
 * @param shape its sizes; absent where it is refused
 */
public record ModelEntry(
    String key,
    long version,
    State state,
    String reason,
    String sha256,
    Optional<Lineage> lineage,
    Optional<ModelShape> shape) {
  /** Whether a snapshot can be used. */
  public enum State {
    /** Checked; may be proposed. */
    VALID,
    /** Will never be used. */
    REFUSED
  }

  /** An entry whose shape is not known. */
  ModelEntry(
      String key,
      long version,
      State state,
      String reason,
      String sha256,
      Optional<Lineage> lineage) {
    this(key, version, state, reason, sha256, lineage, Optional.empty());
  }

  /** The entry of version 0 of the configured model. */
  static ModelEntry shipped(StreamSettings settings) {
    return new ModelEntry(
        settings.modelName() + "/" + ShippedModel.VERSION,
        ShippedModel.VERSION,
        State.VALID,
        "ships with the software",
        SnapshotCheck.sha256(ShippedModel.bytes(settings.size())),
        Optional.empty(),
        Optional.of(settings.size().shape()));
  }
}
