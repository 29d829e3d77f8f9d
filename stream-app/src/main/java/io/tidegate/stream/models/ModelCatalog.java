package io.tidegate.stream.models;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Every version of the configured model as three topics tell of it: snapshots, decisions and
 * activations. Read once, without touching anything; snapshots pass the same check as in the
 * running application. Immutable; holds no weights.
 */
public final class ModelCatalog {
  private final NavigableMap<Long, CatalogVersion> versions;
  private final List<ModelEntry> strays;

  private ModelCatalog(NavigableMap<Long, CatalogVersion> versions, List<ModelEntry> strays) {
    this.versions = versions;
    this.strays = strays;
  }

  /** Reads the topics. */
  public static ModelCatalog read(TopicLog log, StreamSettings settings) {
    return new Reading(log, settings).catalog();
  }

  /** Every version that anything is known of, ascending. */
  public Collection<CatalogVersion> versions() {
    return versions.values();
  }

  /** One of them. */
  public Optional<CatalogVersion> version(long version) {
    return Optional.ofNullable(versions.get(version));
  }

  /** Refused records of the models topic whose key names no version. */
  public List<ModelEntry> strays() {
    return strays;
  }

  /** The parents of a version, nearest first, as far as they are known; none for version 0. */
  public List<Ancestor> chain(long version) {
    List<Ancestor> chain = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Optional<Lineage> lineage = version(version).flatMap(CatalogVersion::lineage);
    // A forged lineage may go in a circle.
    while (lineage.isPresent() && seen.add(lineage.get().getParentVersion())) {
      long parent = lineage.get().getParentVersion();
      chain.add(ancestor(parent, lineage.get().getParentSha256()));
      lineage = version(parent).flatMap(CatalogVersion::lineage);
    }
    return chain;
  }

  private Ancestor ancestor(long version, String sha256) {
    Ancestor.Standing standing =
        version(version)
            .flatMap(CatalogVersion::snapshot)
            .map(ModelEntry::sha256)
            .map(
                held ->
                    held.equals(sha256) ? Ancestor.Standing.SAME : Ancestor.Standing.OTHER_BYTES)
            .orElse(Ancestor.Standing.GONE);
    return new Ancestor(version, sha256, standing);
  }

  /** The reading of the topics; done once. */
  private static final class Reading {
    private final TopicLog log;
    private final StreamSettings settings;
    private final Deserializer<SpecificRecord> events;
    private final Map<String, ModelEntry> entries = new LinkedHashMap<>();
    private final Map<String, Instant> created = new HashMap<>();
    private final Map<Long, List<ModelDecisionEvent>> decisions = new HashMap<>();
    private final Map<Long, List<VersionUse>> uses = new HashMap<>();

    Reading(TopicLog log, StreamSettings settings) {
      this.log = log;
      this.settings = settings;
      this.events = settings.serde().deserializer();
    }

    ModelCatalog catalog() {
      SnapshotCheck check = SnapshotCheck.of(settings);
      entries.put(keyOf(ShippedModel.VERSION), ModelEntry.shipped(settings));
      each(
          settings.topics().models(),
          entry -> take(check.check(entry.key(), entry.value()), entry));
      each(settings.topics().modelDecisions(), this::takeDecision);
      Activations activations = Activations.read(log, settings);
      activations.partitions().forEach(partition -> takeUses(activations.of(partition).events()));

      NavigableMap<Long, CatalogVersion> versions = new TreeMap<>();
      long proposed = proposed();
      for (long version : numbers()) {
        String key = keyOf(version);
        versions.put(
            version,
            new CatalogVersion(
                version,
                Optional.ofNullable(entries.get(key)),
                Optional.ofNullable(created.get(key)),
                decisions.getOrDefault(version, List.of()),
                uses.getOrDefault(version, List.of()),
                version == proposed));
      }
      return new ModelCatalog(
          versions, entries.values().stream().filter(entry -> !named(entry)).toList());
    }

    private String keyOf(long version) {
      return settings.modelName() + "/" + version;
    }

    private boolean named(ModelEntry entry) {
      return entry.version() >= 0 && entry.key().equals(keyOf(entry.version()));
    }

    private Set<Long> numbers() {
      Set<Long> numbers = new TreeSet<>(decisions.keySet());
      numbers.addAll(uses.keySet());
      entries.values().stream().filter(this::named).forEach(entry -> numbers.add(entry.version()));
      return numbers;
    }

    private long proposed() {
      return entries.values().stream()
          .filter(entry -> entry.state() == ModelEntry.State.VALID)
          .mapToLong(ModelEntry::version)
          .max()
          .orElse(ShippedModel.VERSION);
    }

    private void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
      for (int partition : log.partitions(topic)) {
        try (LogCursor cursor = log.open(topic, partition)) {
          for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
            taker.accept(next.get());
          }
        }
      }
    }

    /** Of two snapshots under one key a valid one stays, and the first of two valid ones. */
    private void take(SnapshotVerdict verdict, ConsumerRecord<byte[], byte[]> from) {
      if (verdict instanceof SnapshotVerdict.Withdrawn withdrawn) {
        if (!withdrawn.key().equals(keyOf(ShippedModel.VERSION))) {
          entries.remove(withdrawn.key());
          created.remove(withdrawn.key());
        }
        return;
      }
      ModelEntry entry = null;
      if (verdict instanceof SnapshotVerdict.Valid valid) {
        entry = valid.entry();
      } else if (verdict instanceof SnapshotVerdict.Refused refused) {
        entry = refused.entry();
      }
      ModelEntry known = entry == null ? null : entries.get(entry.key());
      if (entry != null && (known == null || known.state() == ModelEntry.State.REFUSED)) {
        entries.put(entry.key(), entry);
        if (decode(from) instanceof ModelSnapshot snapshot) {
          created.put(entry.key(), snapshot.getCreated());
        }
      }
    }

    private void takeDecision(ConsumerRecord<byte[], byte[]> from) {
      if (decode(from) instanceof ModelDecisionEvent decision
          && decision.getName().equals(settings.modelName())) {
        decisions.computeIfAbsent(decision.getVersion(), v -> new ArrayList<>()).add(decision);
      }
    }

    private void takeUses(List<ActivationEvent> timeline) {
      for (int i = 0; i < timeline.size(); i++) {
        ActivationEvent event = timeline.get(i);
        if (event.getModelName().equals(settings.modelName())) {
          OptionalLong to =
              i + 1 < timeline.size()
                  ? OptionalLong.of(timeline.get(i + 1).getOffset())
                  : OptionalLong.empty();
          uses.computeIfAbsent(event.getModelVersion(), v -> new ArrayList<>())
              .add(new VersionUse(event.getPartition(), event.getOffset(), to));
        }
      }
    }

    private SpecificRecord decode(ConsumerRecord<byte[], byte[]> from) {
      try {
        return events.deserialize(from.topic(), from.headers(), from.value());
      } catch (RuntimeException e) {
        return null; // Not one of ours: it decides nothing.
      }
    }
  }
}
