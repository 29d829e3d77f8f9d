package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.stream.models.Ancestor;
import io.tidegate.stream.models.CatalogVersion;
import io.tidegate.stream.models.ModelCatalog;
import io.tidegate.stream.models.ModelEntry;
import io.tidegate.stream.models.VersionUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Model versions as JSON. Times are milliseconds since 1970; what is not known is null. */
final class ModelsJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelsJson() {}

  private record Listing(String model, List<Version> versions, List<Stray> refused) {}

  private record Shown(String model, Version version, List<Parent> chain) {}

  private record Stray(String key, String reason) {}

  private record Parent(long version, String sha256, String standing) {}

  private record Version(
      long version,
      String state,
      boolean proposed,
      List<Integer> inUse,
      List<Use> uses,
      String sha256,
      Long published,
      String reason,
      List<Decision> decisions,
      Training lineage) {}

  private record Use(int partition, long from, Long to) {}

  private record Decision(
      String decision, long time, String reason, Double lossBefore, Double lossAfter) {}

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
      long trainingMillis,
      Map<String, String> settings) {}

  private record Range(int partition, long from, long to) {}

  static String list(String name, ModelCatalog catalog) {
    return write(
        new Listing(
            name,
            catalog.versions().stream().map(ModelsJson::version).toList(),
            catalog.strays().stream()
                .map(entry -> new Stray(entry.key(), entry.reason()))
                .toList()));
  }

  static String show(String name, CatalogVersion version, List<Ancestor> chain) {
    return write(
        new Shown(
            name,
            version(version),
            chain.stream()
                .map(link -> new Parent(link.version(), link.sha256(), link.standing().name()))
                .toList()));
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Version version(CatalogVersion version) {
    return new Version(
        version.version(),
        version.state().name(),
        version.proposed(),
        version.inUse(),
        version.uses().stream().map(ModelsJson::use).toList(),
        version.snapshot().map(ModelEntry::sha256).orElse(null),
        version.created().map(Instant::toEpochMilli).orElse(null),
        version.reason(),
        version.decisions().stream().map(ModelsJson::decision).toList(),
        version.lineage().map(ModelsJson::training).orElse(null));
  }

  private static Use use(VersionUse use) {
    return new Use(
        use.partition(), use.from(), use.to().isPresent() ? (Long) use.to().getAsLong() : null);
  }

  private static Decision decision(ModelDecisionEvent decision) {
    return new Decision(
        decision.getDecision().name(),
        decision.getTime().toEpochMilli(),
        decision.getReason(),
        finite(decision.getLossBefore()),
        finite(decision.getLossAfter()));
  }

  private static Training training(Lineage lineage) {
    return new Training(
        lineage.getParentVersion(),
        lineage.getParentSha256(),
        lineage.getSeed(),
        lineage.getCodeVersion(),
        lineage.getConfigurationDigest(),
        lineage.getEnvironment(),
        lineage.getOffsets().stream().map(ModelsJson::range).toList(),
        lineage.getSpanStart().toEpochMilli(),
        lineage.getSpanEnd().toEpochMilli(),
        lineage.getObservations(),
        lineage.getSeries(),
        lineage.getBatches(),
        lineage.getClippedBatches(),
        finite(lineage.getLossBefore()),
        finite(lineage.getLossAfter()),
        lineage.getTrainingMillis(),
        new TreeMap<>(lineage.getSettings()));
  }

  private static Range range(OffsetRange range) {
    return new Range(range.getPartition(), range.getFrom(), range.getTo());
  }

  /** JSON has no word for NaN and the infinities. */
  private static Double finite(Double number) {
    return number != null && Double.isFinite(number) ? number : null;
  }
}
