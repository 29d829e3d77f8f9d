package io.tidegate.stream.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Set;

/**
 * Which of Kafka's own metrics are told. Kafka registers some four hundred for each task and a
 * dozen for each broker of each client, most of which are recorded only at a finer level than the
 * usual one and stay without a number; of those only what a store holds is let pass. All of the
 * threads and clients is told.
 */
final class KafkaMeters implements MeterFilter {
  private static final String KAFKA = "kafka.";
  private static final Set<String> FINE = Set.of("task.id", "node.id");
  private static final Set<String> STORES =
      Set.of(
          "kafka.stream.state.total.sst.files.size",
          "kafka.stream.state.size.all.mem.tables",
          "kafka.stream.state.block.cache.usage",
          "kafka.stream.state.estimate.num.keys");

  /** Of Kafka's library, on every sample. */
  private static final String VERSION = "kafka.version";

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return id.getName().startsWith(KAFKA)
            && !STORES.contains(id.getName())
            && id.getTags().stream().anyMatch(tag -> FINE.contains(tag.getKey()))
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().startsWith(KAFKA)) {
      return id;
    }
    List<Tag> tags = id.getTags().stream().filter(tag -> !tag.getKey().equals(VERSION)).toList();
    return id.replaceTags(tags);
  }
}
