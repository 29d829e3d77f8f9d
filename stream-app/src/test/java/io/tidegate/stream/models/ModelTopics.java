package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The topics of the model called default, in memory. */
public final class ModelTopics {
  /** What the clock of whoever decides says. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final StreamSettings settings;
  private final MemoryLog log = new MemoryLog();

  /** Empty topics with their default names. */
  public ModelTopics() {
    settings = StreamSettings.load(null, Map.of(), Map.of());
    log.create(settings.topics().models(), 1);
    log.create(settings.topics().modelDecisions(), 1);
    log.create(settings.topics().activations(), 1);
  }

  /** Decides on these topics. */
  public ModelOperations operations(StreamSettings own) {
    return operations(own, this::write);
  }

  /** The same through a writer of one's own. */
  ModelOperations operations(StreamSettings own, DecisionWriter writer) {
    return new ModelOperations(own, () -> log, writer, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Publishes a snapshot. */
  public void publish(ModelSnapshot snapshot) {
    append(settings.topics().models(), "default/" + snapshot.getVersion(), snapshot);
  }

  DecisionWriter.Place write(ModelDecisionEvent decision) {
    return new DecisionWriter.Place(
        0, append(settings.topics().modelDecisions(), "default", decision));
  }

  private long append(String topic, String key, SpecificRecord event) {
    byte[] value = settings.serde().serializer().serialize(topic, event);
    return log.append(topic, 0, key.getBytes(StandardCharsets.UTF_8), value, 0);
  }

  /** What the topics say now. */
  public ModelCatalog catalog() {
    return ModelCatalog.read(log, settings);
  }
}
