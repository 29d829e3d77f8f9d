package io.tidegate.stream.models;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The weights of versions that were used, as the models topic holds them, and version 0. Each
 * passes the same check as in the running application, and of two snapshots of one version the
 * first holds as it does there. One decoded model for each version asked for is kept. Immutable.
 */
public final class RecordedModels {
  private final Map<Long, Model> models = new HashMap<>();
  private final Map<Long, String> refusals = new HashMap<>();

  private RecordedModels() {}

  /**
   * Reads the models topic.
   *
   * @param wanted versions that will be asked for; others are not decoded
   */
  public static RecordedModels read(TopicLog log, StreamSettings settings, Set<Long> wanted) {
    RecordedModels found = new RecordedModels();
    found.models.put(ShippedModel.VERSION, ShippedModel.load(settings.size()));
    SnapshotCheck check = SnapshotCheck.of(settings);
    String topic = settings.topics().models();
    for (int partition : log.partitions(topic)) {
      try (LogCursor cursor = log.open(topic, partition)) {
        for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
          if (names(next.get(), settings.modelName(), wanted)) {
            found.take(check.check(next.get().key(), next.get().value()));
          }
        }
      }
    }
    return found;
  }

  private static boolean names(
      ConsumerRecord<byte[], byte[]> snapshot, String name, Set<Long> wanted) {
    if (snapshot.key() == null) {
      return false;
    }
    String key = new String(snapshot.key(), StandardCharsets.UTF_8);
    return wanted.stream().anyMatch(version -> key.equals(name + "/" + version));
  }

  private void take(SnapshotVerdict verdict) {
    // A version that was withdrawn later was used all the same, as long as its bytes are there.
    if (verdict instanceof SnapshotVerdict.Valid valid) {
      models.putIfAbsent(valid.entry().version(), valid.model());
    } else if (verdict instanceof SnapshotVerdict.Refused refused) {
      refusals.putIfAbsent(refused.entry().version(), refused.entry().reason());
    }
  }

  /** The weights of a version that was asked for; none if the topic has no valid snapshot of it. */
  public Optional<Model> model(long version) {
    return Optional.ofNullable(models.get(version));
  }

  /** Why there are none, as one sentence. */
  public String whyMissing(long version) {
    String refusal = refusals.get(version);
    return "the models topic holds no valid snapshot of version "
        + version
        + (refusal == null ? "" : ": " + refusal);
  }
}
