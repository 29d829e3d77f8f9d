package io.tidegate.trainer.lineage;

import io.tidegate.schema.OffsetRange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One retraining, as it begins.
 *
 * @param id of its own
 * @param start when it began
 * @param model name of the model
 * @param version the candidate's number
 * @param parent version that it starts from
 * @param offsets what had been read, by partition
 * @param cause why it began, as one sentence
 */
public record TrainingRun(
    UUID id,
    Instant start,
    String model,
    long version,
    long parent,
    List<OffsetRange> offsets,
    String cause) {
  /** Copies the list. */
  public TrainingRun {
    offsets = List.copyOf(offsets);
  }
}
