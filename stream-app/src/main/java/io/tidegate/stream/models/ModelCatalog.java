package io.tidegate.stream.models;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
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
  private final DecisionHistory history;

  private ModelCatalog(
      NavigableMap<Long, CatalogVersion> versions,
      List<ModelEntry> strays,
      DecisionHistory history) {
    this.versions = versions;
    this.strays = strays;
    this.history = history;
  }

  /** Reads the topics. */
  public static ModelCatalog read(TopicLog log, StreamSettings settings) {
    return new Reading(log, settings).catalog();
  }

  /**
   * Makes one of what is at hand already.
   *
   * @param name of the model
   * @param entries its snapshots
   * @param created when they were published, by key, as far as it is known
   * @param decisions about it, oldest first
   * @param activations of any model, each partition's oldest first
   */
  public static ModelCatalog of(
      String name,
      Collection<ModelEntry> entries,
      Map<String, Instant> created,
      List<ModelDecisionEvent> decisions,
      Activations activations) {
    return new Assembly(name, entries, created, decisions, activations).catalog();
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

  /** The decisions. */
  public DecisionHistory history() {
    return history;
  }

  /** Every decision, oldest first, with why it is not in force where it is not. */
  public List<DecisionHistory.Ruling> rulings() {
    return history.rulings(this::usable);
  }

  /** The plan in force: the newest whose champion can be used. */
  public ModelPlan plan() {
    return history.inForce(this::usable);
  }

  /** Whether there are weights of a version that can be used. */
  public boolean usable(long version) {
    return version(version).filter(CatalogVersion::usable).isPresent();
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

  /** The decision about the model called {@code name} that a record holds, if it does. */
  static Optional<ModelDecisionEvent> decision(
      Deserializer<SpecificRecord> events, ConsumerRecord<byte[], byte[]> from, String name) {
    return decode(events, from) instanceof ModelDecisionEvent decision
            && decision.getName().equals(name)
        ? Optional.of(decision)
        : Optional.empty();
  }

  private static SpecificRecord decode(
      Deserializer<SpecificRecord> events, ConsumerRecord<byte[], byte[]> from) {
    try {
      return events.deserialize(from.topic(), from.headers(), from.value());
    } catch (RuntimeException e) {
      return null; // Not one of ours: it decides nothing.
    }
  }

  /** Puts together what several topics say of each version; done once. */
  private static final class Assembly {
    private final String name;
    private final Map<String, ModelEntry> entries = new LinkedHashMap<>();
    private final Map<String, Instant> created;
    private final DecisionHistory history;
    private final Map<Long, List<DecisionHistory.Ruling>> rulings = new HashMap<>();
    private final Map<Long, List<VersionUse>> uses = new HashMap<>();
    private final ModelPlan plan;

    Assembly(
        String name,
        Collection<ModelEntry> entries,
        Map<String, Instant> created,
        List<ModelDecisionEvent> decisions,
        Activations activations) {
      this.name = name;
      this.created = created;
      entries.forEach(entry -> this.entries.put(entry.key(), entry));
      history = DecisionHistory.of(decisions);
      plan = history.inForce(this::usable);
      for (DecisionHistory.Ruling ruling : history.rulings(this::usable)) {
        rulings.computeIfAbsent(ruling.decision().getVersion(), v -> new ArrayList<>()).add(ruling);
      }
      activations.partitions().forEach(partition -> takeUses(activations.of(partition).events()));
    }

    ModelCatalog catalog() {
      NavigableMap<Long, CatalogVersion> versions = new TreeMap<>();
      for (long version : numbers()) {
        String key = keyOf(version);
        versions.put(
            version,
            new CatalogVersion(
                version,
                Optional.ofNullable(entries.get(key)),
                Optional.ofNullable(created.get(key)),
                rulings.getOrDefault(version, List.of()),
                history.rolledBack(version),
                uses.getOrDefault(version, List.of()),
                roles(version)));
      }
      return new ModelCatalog(
          versions, entries.values().stream().filter(entry -> !named(entry)).toList(), history);
    }

    private boolean usable(long version) {
      ModelEntry entry = entries.get(keyOf(version));
      return entry != null && entry.state() == ModelEntry.State.VALID;
    }

    private Set<CatalogVersion.Role> roles(long version) {
      Set<CatalogVersion.Role> roles = EnumSet.noneOf(CatalogVersion.Role.class);
      if (version == plan.champion()) {
        roles.add(CatalogVersion.Role.CHAMPION);
        if (plan.pinned()) {
          roles.add(CatalogVersion.Role.PINNED);
        }
      }
      if (plan.challenger().equals(OptionalLong.of(version))) {
        roles.add(CatalogVersion.Role.CHALLENGER);
        if (plan.watching()) {
          roles.add(CatalogVersion.Role.FORMER_CHAMPION);
        }
      }
      return roles;
    }

    private String keyOf(long version) {
      return name + "/" + version;
    }

    private boolean named(ModelEntry entry) {
      return entry.version() >= 0 && entry.key().equals(keyOf(entry.version()));
    }

    private Set<Long> numbers() {
      Set<Long> numbers = new TreeSet<>(rulings.keySet());
      numbers.addAll(uses.keySet());
      entries.values().stream().filter(this::named).forEach(entry -> numbers.add(entry.version()));
      return numbers;
    }

    /** Activations that change the challenger only leave one use as it is. */
    private void takeUses(List<ActivationEvent> timeline) {
      for (int i = 0; i < timeline.size(); ) {
        ActivationEvent event = timeline.get(i);
        int next = i + 1;
        while (next < timeline.size() && sameVersion(event, timeline.get(next))) {
          next++;
        }
        if (event.getModelName().equals(name)) {
          OptionalLong to =
              next < timeline.size()
                  ? OptionalLong.of(timeline.get(next).getOffset())
                  : OptionalLong.empty();
          uses.computeIfAbsent(event.getModelVersion(), v -> new ArrayList<>())
              .add(new VersionUse(event.getPartition(), event.getOffset(), to));
        }
        i = next;
      }
    }

    private static boolean sameVersion(ActivationEvent one, ActivationEvent other) {
      return one.getModelName().equals(other.getModelName())
          && one.getModelVersion() == other.getModelVersion();
    }
  }

  /** The reading of the topics; done once. */
  private static final class Reading {
    private final TopicLog log;
    private final StreamSettings settings;
    private final Deserializer<SpecificRecord> events;
    private final Map<String, ModelEntry> entries = new LinkedHashMap<>();
    private final Map<String, Instant> created = new HashMap<>();
    private final List<ModelDecisionEvent> decisions = new ArrayList<>();

    Reading(TopicLog log, StreamSettings settings) {
      this.log = log;
      this.settings = settings;
      this.events = settings.serde().deserializer();
    }

    ModelCatalog catalog() {
      SnapshotCheck check = SnapshotCheck.of(settings);
      entries.put(shippedKey(), ModelEntry.shipped(settings));
      each(
          settings.topics().models(),
          entry -> take(check.check(entry.key(), entry.value()), entry));
      each(settings.topics().modelDecisions(), this::takeDecision);
      return of(
          settings.modelName(),
          entries.values(),
          created,
          decisions,
          Activations.read(log, settings));
    }

    private String shippedKey() {
      return settings.modelName() + "/" + ShippedModel.VERSION;
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
        if (!withdrawn.key().equals(shippedKey())) {
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
        if (decode(events, from) instanceof ModelSnapshot snapshot) {
          created.put(entry.key(), snapshot.getCreated());
        }
      }
    }

    private void takeDecision(ConsumerRecord<byte[], byte[]> from) {
      decision(events, from, settings.modelName()).ifPresent(decisions::add);
    }
  }
}
