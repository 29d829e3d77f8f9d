package io.tidegate.stream.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.OffsetRange;
import io.tidegate.stream.models.ModelEntry;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.view.FeedEntry;
import io.tidegate.stream.view.LiveView;
import io.tidegate.stream.view.PartitionUse;
import java.util.List;
import java.util.Set;

/** {@code /api/models}: known versions and who uses which; {@code /api/events}: what happened. */
final class ModelRoutes {
  private final LiveView view;
  private final ModelRegistry models;

  ModelRoutes(LiveView view, ModelRegistry models) {
    this.view = view;
    this.models = models;
  }

  private record Models(long proposed, List<PartitionUse> inUse, List<Entry> models) {
    private record Entry(
        String key, long version, String state, String reason, String sha256, Training lineage) {}

    /** Times in milliseconds; losses have no unit. */
    private record Training(
        long parentVersion,
        String parentSha256,
        long seed,
        String codeVersion,
        String configurationDigest,
        String environment,
        List<Range> offsets,
        long spanStart,
        long spanEnd,
        long observations,
        int series,
        int batches,
        int clippedBatches,
        Double lossBefore,
        Double lossAfter,
        long trainingMillis) {}

    private record Range(int partition, long from, long to) {}
  }

  private record Events(long sequence, List<Event> events) {
    private record Event(
        long sequence,
        String id,
        String kind,
        long time,
        String modelName,
        long version,
        String reason,
        Double lossBefore,
        Double lossAfter,
        Set<Integer> partitions) {}
  }

  void add(RoutesConfig routes) {
    routes.get("/api/models", this::models);
    routes.get("/api/events", this::events);
  }

  private void models(Context context) {
    context.json(
        new Models(
            models.proposed(),
            view.inUse(),
            models.entries().stream().map(ModelRoutes::entry).toList()));
  }

  private static Models.Entry entry(ModelEntry entry) {
    return new Models.Entry(
        entry.key(),
        entry.version(),
        entry.state().name(),
        entry.reason(),
        entry.sha256(),
        entry.lineage().map(ModelRoutes::training).orElse(null));
  }

  private static Models.Training training(Lineage lineage) {
    return new Models.Training(
        lineage.getParentVersion(),
        lineage.getParentSha256(),
        lineage.getSeed(),
        lineage.getCodeVersion(),
        lineage.getConfigurationDigest(),
        lineage.getEnvironment(),
        lineage.getOffsets().stream().map(ModelRoutes::range).toList(),
        lineage.getSpanStart().toEpochMilli(),
        lineage.getSpanEnd().toEpochMilli(),
        lineage.getObservations(),
        lineage.getSeries(),
        lineage.getBatches(),
        lineage.getClippedBatches(),
        Numbers.finite(lineage.getLossBefore()),
        Numbers.finite(lineage.getLossAfter()),
        lineage.getTrainingMillis());
  }

  private static Models.Range range(OffsetRange range) {
    return new Models.Range(range.getPartition(), range.getFrom(), range.getTo());
  }

  private void events(Context context) {
    long after = Numbers.query(context, "after", 0, Long.MAX_VALUE, 0);
    List<FeedEntry> feed = view.feed(after);
    long newest = feed.stream().mapToLong(FeedEntry::sequence).max().orElse(after);
    context.json(new Events(newest, feed.stream().map(ModelRoutes::event).toList()));
  }

  private static Events.Event event(FeedEntry entry) {
    return new Events.Event(
        entry.sequence(),
        entry.id(),
        entry.kind().name(),
        entry.time(),
        entry.modelName(),
        entry.version(),
        entry.reason(),
        entry.lossBefore().map(Numbers::finite).orElse(null),
        entry.lossAfter().map(Numbers::finite).orElse(null),
        entry.partitions());
  }
}
