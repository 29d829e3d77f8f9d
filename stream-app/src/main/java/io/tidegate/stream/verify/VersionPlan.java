package io.tidegate.stream.verify;

import io.tidegate.kernel.model.Model;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.models.Activations;
import io.tidegate.stream.models.RecordedModels;
import io.tidegate.stream.topology.PartitionReplay;

/**
 * The versions under which one partition is replayed: as recorded, and from some offset on, if so
 * wanted, another one instead. Throws {@link ReplayStopped} where a version is not to be had.
 * Immutable.
 */
final class VersionPlan implements PartitionReplay.Versions {
  private final Activations.Timeline recorded;
  private final RecordedModels models;
  private final String modelName;
  private final long insteadFrom;
  private final long instead;

  private VersionPlan(
      Activations.Timeline recorded,
      RecordedModels models,
      String modelName,
      long insteadFrom,
      long instead) {
    this.recorded = recorded;
    this.models = models;
    this.modelName = modelName;
    this.insteadFrom = insteadFrom;
    this.instead = instead;
  }

  /** As recorded, always. */
  static VersionPlan recorded(
      Activations.Timeline recorded, RecordedModels models, String modelName) {
    return new VersionPlan(recorded, models, modelName, Long.MAX_VALUE, -1);
  }

  /** The same up to {@code offset}, and {@code version} from there on. */
  VersionPlan instead(long offset, long version) {
    return new VersionPlan(recorded, models, modelName, offset, version);
  }

  @Override
  public long at(long offset) {
    if (offset >= insteadFrom) {
      return instead;
    }
    ActivationEvent holds =
        recorded
            .at(offset)
            .orElseThrow(
                () -> new ReplayStopped("no activation says which version was used there"));
    if (!holds.getModelName().equals(modelName)) {
      throw new ReplayStopped(
          "model "
              + holds.getModelName()
              + " was used there, and tidegate.model.name says "
              + modelName);
    }
    return holds.getModelVersion();
  }

  @Override
  public Model model(long version) {
    return models.model(version).orElseThrow(() -> new ReplayStopped(models.whyMissing(version)));
  }
}
