package io.tidegate.stream.cli;

import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.models.Ancestor;
import io.tidegate.stream.models.CatalogVersion;
import io.tidegate.stream.models.DecisionHistory;
import io.tidegate.stream.models.ModelCatalog;
import io.tidegate.stream.models.ModelEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Model versions as text for a terminal. */
final class ModelsText {
  private static final String ROW = "%-8s %-12s %-18s %-10s %-7s %-24s %12s %11s %11s  %s%n";

  private ModelsText() {}

  static String list(ModelCatalog catalog) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW,
            "version",
            "state",
            "role",
            "partitions",
            "parent",
            "published",
            "observations",
            "loss before",
            "loss after",
            "why"));
    catalog.versions().forEach(version -> text.append(row(version)));
    for (ModelEntry stray : catalog.strays()) {
      text.append(
          String.format(
              "refused, key %s: %s%n", printable(stray.key()), printable(stray.reason())));
    }
    catalog.rulings().stream()
        .filter(ruling -> ruling.refusal().isPresent())
        .forEach(ruling -> text.append(String.format("refused, decision: %s%n", sentence(ruling))));
    return text.toString();
  }

  private static String row(CatalogVersion version) {
    Optional<Lineage> lineage = version.lineage();
    Optional<ModelDecisionEvent> decision = version.decision();
    return String.format(
        ROW,
        version.version(),
        word(version),
        roles(version),
        numbers(version.inUse()),
        lineage.map(Lineage::getParentVersion).map(String::valueOf).orElse("-"),
        version.created().map(String::valueOf).orElse("-"),
        lineage.map(Lineage::getObservations).map(String::valueOf).orElse("-"),
        loss(lineage.map(Lineage::getLossBefore).or(() -> decision.map(d -> d.getLossBefore()))),
        loss(lineage.map(Lineage::getLossAfter).or(() -> decision.map(d -> d.getLossAfter()))),
        printable(version.reason()));
  }

  static String show(String name, CatalogVersion version, List<Ancestor> chain) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s/%d: %s%s%n",
            name,
            version.version(),
            word(version),
            version.roles().isEmpty() ? "" : "; " + roles(version)));
    version
        .uses()
        .forEach(
            use ->
                line(
                    text,
                    "used",
                    "partition "
                        + use.partition()
                        + ", from offset "
                        + use.from()
                        + (use.to().isPresent() ? " to " + use.to().getAsLong() : " on")));
    version.snapshot().ifPresent(entry -> line(text, "sha256", entry.sha256()));
    version
        .snapshot()
        .flatMap(ModelEntry::shape)
        .ifPresent(shape -> line(text, "shape", shape.inWords()));
    version.created().ifPresent(time -> line(text, "published", time.toString()));
    version
        .snapshot()
        .filter(entry -> entry.state() == ModelEntry.State.REFUSED)
        .ifPresent(entry -> line(text, "refused", printable(entry.reason())));
    version.decisions().forEach(decision -> line(text, "decision", sentence(decision)));
    version.lineage().ifPresent(lineage -> lineage(text, lineage));
    if (!chain.isEmpty()) {
      line(text, "chain", version.version() + " <- " + chain(chain));
    }
    return text.toString();
  }

  private static void lineage(StringBuilder text, Lineage lineage) {
    line(text, "parent", lineage.getParentVersion() + ", sha256 " + lineage.getParentSha256());
    lineage
        .getOffsets()
        .forEach(
            range ->
                line(
                    text,
                    "trained on",
                    "partition "
                        + range.getPartition()
                        + ", offsets "
                        + range.getFrom()
                        + " to "
                        + range.getTo()));
    line(text, "time span", lineage.getSpanStart() + " to " + lineage.getSpanEnd());
    line(
        text,
        "figures",
        lineage.getObservations()
            + " observations of "
            + lineage.getSeries()
            + " series; "
            + lineage.getBatches()
            + " batches, "
            + lineage.getClippedBatches()
            + " clipped; "
            + lineage.getTrainingMillis()
            + " ms");
    line(
        text,
        "loss",
        loss(Optional.of(lineage.getLossBefore()))
            + " before, "
            + loss(Optional.of(lineage.getLossAfter()))
            + " after");
    line(text, "seed", Long.toString(lineage.getSeed()));
    line(text, "code", printable(lineage.getCodeVersion()));
    line(text, "configuration", printable(lineage.getConfigurationDigest()));
    line(text, "environment", printable(lineage.getEnvironment()));
    new TreeMap<>(lineage.getSettings())
        .forEach((key, value) -> line(text, "setting", printable(key + "=" + value)));
  }

  private static String sentence(DecisionHistory.Ruling ruling) {
    ModelDecisionEvent decision = ruling.decision();
    return decision.getDecision().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " at "
        + decision.getTime()
        + " by "
        + printable(decision.getBy())
        + ": "
        + printable(decision.getReason())
        + ruling.refusal().map(why -> " (not in force: " + printable(why) + ")").orElse("");
  }

  private static String chain(List<Ancestor> chain) {
    return chain.stream()
        .map(
            link ->
                link.version()
                    + switch (link.standing()) {
                      case SAME -> "";
                      case OTHER_BYTES -> " (other bytes than those trained from)";
                      case GONE -> " (no longer in the topic)";
                    })
        .collect(Collectors.joining(" <- "));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("  %-15s %s%n", name, value));
  }

  static String word(CatalogVersion version) {
    return version.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As few words as tell: who is the former champion is the challenger too. */
  private static String roles(CatalogVersion version) {
    Set<CatalogVersion.Role> roles = version.roles();
    if (roles.contains(CatalogVersion.Role.CHAMPION)) {
      return roles.contains(CatalogVersion.Role.PINNED) ? "champion, pinned" : "champion";
    }
    if (roles.contains(CatalogVersion.Role.FORMER_CHAMPION)) {
      return "former champion";
    }
    return roles.contains(CatalogVersion.Role.CHALLENGER) ? "challenger" : "-";
  }

  private static String numbers(List<Integer> partitions) {
    return partitions.isEmpty()
        ? "-"
        : partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String loss(Optional<Double> loss) {
    return loss.map(value -> String.format(Locale.ROOT, "%.5f", value)).orElse("-");
  }

  /** What others wrote must not steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
