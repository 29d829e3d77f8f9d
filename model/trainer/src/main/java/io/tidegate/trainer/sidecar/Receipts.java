package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.window.TrainingWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Trains a published version again, from what its lineage records: parent, observations by offset,
 * seed, settings. Reads only. One thread.
 */
public final class Receipts {
  private final TrainerSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final FitRunner runner;
  private final Duration patience;

  /**
   * Nothing is read yet.
   *
   * @param consumer sees committed records only; belongs to this object from now on
   * @param patience how long an observation may be waited for
   */
  public Receipts(
      TrainerSettings settings,
      Consumer<byte[], byte[]> consumer,
      FitRunner runner,
      Duration patience) {
    this.settings = settings;
    this.consumer = consumer;
    this.runner = runner;
    this.patience = patience;
  }

  private record Version(ModelSnapshot snapshot, CurrentModel model) {}

  /**
   * Trains {@code version} again.
   *
   * @throws NoReceiptException if that is not possible
   * @throws SidecarException if the cluster cannot be used
   */
  public Receipt retrain(long version, FitProgress progress) throws InterruptedException {
    if (version == 0) {
      throw new NoReceiptException(
          "version 0 ships with the software and was not trained by a sidecar: 'pretrain' makes it"
              + " again");
    }
    KafkaClients.requireTopics(
        consumer, settings, List.of(settings.topics().observations(), settings.topics().models()));
    Deserializer<SpecificRecord> deserializer = settings.serde().deserializer();
    Map<Long, Version> versions = new TreeMap<>();
    new PublishedModels(
            settings.topics().models(), settings.modelName(), settings.size(), deserializer)
        .read(
            new TopicReader(consumer),
            (snapshot, model) -> versions.put(model.version(), new Version(snapshot, model)));
    ModelSnapshot snapshot = wanted(version, versions);
    Lineage lineage = snapshot.getLineage();
    requireSameSettings(version, lineage);
    CurrentModel parent = parent(settings.size(), lineage, versions);
    TrainingWindow window =
        new TrainingWindow(settings.windowRows(), settings.windowSeries(), settings.seed());
    ObservationFeed feed =
        new ObservationFeed(settings.topics().observations(), deserializer, window);
    new RangeReader(consumer, settings.topics().observations(), patience)
        .read(lineage.getOffsets(), feed::take);
    requireSameObservations(version, lineage, window);
    Fit fit = runner.run(Retraining.request(settings, parent, window, lineage.getSeed()), progress);
    return Receipt.of(snapshot, ModelCodec.encode(fit.model()), fit);
  }

  private ModelSnapshot wanted(long version, Map<Long, Version> versions) {
    Version found = versions.get(version);
    if (found == null) {
      throw new NoReceiptException(
          "no valid version "
              + version
              + " of model "
              + settings.modelName()
              + " in "
              + settings.topics().models()
              + ": it holds "
              + (versions.isEmpty() ? "none" : versions.keySet()));
    }
    return found.snapshot();
  }

  private void requireSameSettings(long version, Lineage lineage) {
    if (lineage.getSettings().isEmpty()) {
      throw new NoReceiptException(
          "version "
              + version
              + " was trained by "
              + lineage.getCodeVersion()
              + ", which did not record its settings");
    }
    TrainingKeys.difference(settings, lineage.getSettings())
        .ifPresent(
            difference -> {
              throw new NoReceiptException(
                  "version " + version + " was trained under another configuration: " + difference);
            });
  }

  private static CurrentModel parent(Size size, Lineage lineage, Map<Long, Version> versions) {
    long number = lineage.getParentVersion();
    CurrentModel parent = null;
    if (number == 0) {
      parent = CurrentModel.shipped(size);
    } else if (versions.containsKey(number)) {
      parent = versions.get(number).model();
    }
    if (parent == null || !parent.sha256().equals(lineage.getParentSha256())) {
      throw new NoReceiptException(
          "its parent, version "
              + number
              + " with SHA-256 "
              + lineage.getParentSha256()
              + ", is not there: "
              + (parent == null
                  ? "the models topic does not hold it"
                  : "that version has SHA-256 " + parent.sha256()));
    }
    return parent;
  }

  /** Offsets alone do not say that the topic is still the same one. */
  private static void requireSameObservations(
      long version, Lineage lineage, TrainingWindow window) {
    long earliest = lineage.getSpanStart().toEpochMilli();
    long latest = lineage.getSpanEnd().toEpochMilli();
    if (window.earliest() != earliest || window.latest() != latest) {
      throw new NoReceiptException(
          "the observations at the offsets of version "
              + version
              + " are not those that it was trained on: they go from "
              + window.earliest()
              + " to "
              + window.latest()
              + " ms, recorded are "
              + earliest
              + " to "
              + latest
              + ": was the topic made anew?");
    }
  }
}
