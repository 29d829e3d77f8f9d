package io.tidegate.stream.models;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.schema.RetrainingCause;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One version as JSON, the same on the command line and over HTTP. Times are milliseconds since
 * 1970, losses have no unit, what is not known is null.
 *
 * @param state a word of {@link CatalogVersion.State}
 * @param proposed whether it is the champion by decision
 * @param roles words of {@link CatalogVersion.Role}
 * @param rolledBack whether it was taken back and is not the champion again
 * @param parent the version that training started from
 * @param inUse the partitions that it is at work on
 */
public record VersionDocument(
    long version,
    String state,
    boolean proposed,
    List<String> roles,
    boolean rolledBack,
    Long parent,
    List<Integer> inUse,
    List<Use> uses,
    String sha256,
    Shape shape,
    Long published,
    String reason,
    List<Decision> decisions,
    Training lineage) {

  /** The sizes of the model; {@code horizon} in steps. */
  public record Shape(int units, int layers, int lags, int horizon, List<Float> levels) {
    private static Shape of(ModelShape shape) {
      return new Shape(
          shape.units(), shape.layers(), shape.lags(), shape.horizon(), shape.levels());
    }
  }

  /** Offsets of a partition that it forecast; {@code to} is null while it is in use. */
  public record Use(int partition, long from, Long to) {}

  /**
   * A decision.
   *
   * @param champion from then on; null where an earlier version of the software decided
   * @param challenger from then on; null for none
   * @param by trainer or operator
   * @param cause why the retraining before it began, in words; null if none did
   * @param figures what it stands on, by name
   * @param refusal why it is not in force; null if it is or was
   */
  public record Decision(
      long version,
      String decision,
      long time,
      String reason,
      Long champion,
      Long challenger,
      String by,
      Double lossBefore,
      Double lossAfter,
      String cause,
      Map<String, Double> figures,
      String refusal) {
    /** Of one ruling. */
    public static Decision of(DecisionHistory.Ruling ruling) {
      ModelDecisionEvent decision = ruling.decision();
      return new Decision(
          decision.getVersion(),
          decision.getDecision().name(),
          decision.getTime().toEpochMilli(),
          decision.getReason(),
          decision.getChampion(),
          decision.getChallenger(),
          decision.getBy(),
          finite(decision.getLossBefore()),
          finite(decision.getLossAfter()),
          cause(decision),
          decision.getFigures().entrySet().stream()
              .filter(figure -> Double.isFinite(figure.getValue()))
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new)),
          ruling.refusal().orElse(null));
    }

    private static String cause(ModelDecisionEvent decision) {
      return decision.getCauseDetail() != null
          ? decision.getCauseDetail()
          : Optional.ofNullable(decision.getCause())
              .map(RetrainingCause::name)
              .map(word -> word.toLowerCase(Locale.ROOT))
              .orElse(null);
    }
  }

  /** How it was trained. */
  public record Training(
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

  /** Offsets of a partition, {@code to} excluded. */
  public record Range(int partition, long from, long to) {}

  /** Of one version. */
  public static VersionDocument of(CatalogVersion version) {
    return new VersionDocument(
        version.version(),
        version.state().name(),
        version.proposed(),
        version.roles().stream().map(Enum::name).sorted().toList(),
        version.rolledBack().isPresent(),
        version.lineage().map(Lineage::getParentVersion).orElse(null),
        version.inUse(),
        version.uses().stream().map(VersionDocument::use).toList(),
        version.snapshot().map(ModelEntry::sha256).orElse(null),
        version.snapshot().flatMap(ModelEntry::shape).map(Shape::of).orElse(null),
        version.created().map(Instant::toEpochMilli).orElse(null),
        version.reason(),
        version.decisions().stream().map(Decision::of).toList(),
        version.lineage().map(VersionDocument::training).orElse(null));
  }

  private static Use use(VersionUse use) {
    return new Use(
        use.partition(), use.from(), use.to().isPresent() ? (Long) use.to().getAsLong() : null);
  }

  private static Training training(Lineage lineage) {
    return new Training(
        lineage.getParentVersion(),
        lineage.getParentSha256(),
        lineage.getSeed(),
        lineage.getCodeVersion(),
        lineage.getConfigurationDigest(),
        lineage.getEnvironment(),
        lineage.getOffsets().stream().map(VersionDocument::range).toList(),
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
