package io.tidegate.stream.models;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of one model, as the models topic holds them, version 0, which ships with the
 * software, and which of them are to be at work, as the decisions topic says. It proposes; what a
 * partition uses is the partition's own record.
 *
 * <p>The two topics are not ordered against each other: a decision takes effect when the weights of
 * its champion are here, and until then the one before it holds.
 *
 * <p>Filled by the one thread that reads the topics, read by all.
 */
public final class ModelRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);

  /** So many versions can be put to work again at once: some 10 MB of the standard size. */
  private static final int HELD = 100;

  private static final int MOST_ENTRIES = 1_000;
  private static final int MOST_REFUSALS = 100;
  private static final int MOST_PLANS = 100;

  private final SnapshotCheck check;
  private final String modelName;
  private final Decisions decisions;
  private final NavigableMap<Long, Model> decoded = new TreeMap<>();
  private final Map<String, ModelEntry> entries = new LinkedHashMap<>();
  private final Deque<RefusedDecision> refusals = new ArrayDeque<>();

  /** The plan in force, then those that wait for their champion's weights, oldest first. */
  private final Deque<ModelPlan> plans = new ArrayDeque<>();

  private volatile Proposal proposal;
  private int waiting;

  /** Knows version 0 only, until the topics are read. */
  public ModelRegistry(StreamSettings settings) {
    check = SnapshotCheck.of(settings);
    modelName = settings.modelName();
    decisions = new Decisions(settings);
    decoded.put(ShippedModel.VERSION, ShippedModel.load(settings.size()));
    ModelEntry first = ModelEntry.shipped(settings);
    entries.put(first.key(), first);
    plans.add(ModelPlan.INITIAL);
    proposal = proposalNow();
  }

  /** The weights of {@code version}, if it is valid and still held. */
  public synchronized Optional<Model> model(long version) {
    return Optional.ofNullable(decoded.get(version));
  }

  /** The champion of the plan in force. */
  public long proposed() {
    return plan().champion();
  }

  /** The plan in force: of the decisions whose champion is valid the newest. */
  public synchronized ModelPlan plan() {
    return plans.getFirst();
  }

  /** The plan in force with its weights; asked at every record, so it is kept at hand. */
  public Proposal proposal() {
    return proposal;
  }

  private Proposal proposalNow() {
    ModelPlan plan = plans.getFirst();
    Optional<Model> challenger =
        plan.challenger().isPresent()
            ? Optional.ofNullable(decoded.get(plan.challenger().getAsLong()))
            : Optional.empty();
    boolean gone = plan.challenger().isPresent() && challenger.isEmpty();
    return new Proposal(
        gone ? plan.withoutChallenger() : plan, decoded.get(plan.champion()), challenger);
  }

  /** Whether the decision of that time has been read here, and none waits for weights. */
  public synchronized boolean hasTaken(long decided) {
    return decisions.newest() >= decided && plans.size() == 1;
  }

  /** Every known snapshot of this model, refused ones too, newest news last. */
  public synchronized List<ModelEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /**
   * The decisions that are not followed: refused ones, oldest first, then those whose champion is
   * not here.
   */
  public synchronized List<RefusedDecision> refusals() {
    List<RefusedDecision> all = new ArrayList<>(refusals);
    plans.stream().skip(1).map(this::waitingFor).forEach(all::add);
    return all;
  }

  private RefusedDecision waitingFor(ModelPlan plan) {
    return new RefusedDecision(
        Instant.ofEpochMilli(plan.decided()),
        plan.champion(),
        "WAITING",
        "there is no valid snapshot of version "
            + plan.champion()
            + "; version "
            + proposed()
            + " stays in use");
  }

  /**
   * Takes one record of the models topic; called in the topic's order.
   *
   * @param key as it came; may be null
   * @param value as it came; null withdraws the version
   * @return the entry that the record made or replaced; none if it concerns another model
   */
  synchronized Optional<ModelEntry> offer(byte[] key, byte[] value) {
    SnapshotVerdict verdict = check.check(key, value);
    if (verdict instanceof SnapshotVerdict.Valid valid) {
      return Optional.of(accept(valid));
    }
    if (verdict instanceof SnapshotVerdict.Refused refused) {
      return Optional.of(refuse(refused.entry()));
    }
    if (verdict instanceof SnapshotVerdict.Withdrawn withdrawn) {
      withdraw(withdrawn.key());
    }
    return Optional.empty();
  }

  /**
   * Takes one record of the decisions topic; called in the topic's order.
   *
   * @param value as it came; may be null
   * @return why it is not followed, if it is refused
   */
  synchronized Optional<RefusedDecision> decide(byte[] value) {
    Optional<RefusedDecision> refused = decisions.take(value);
    if (refused.isPresent()) {
      LOG.warn("a decision about model {} is refused: {}", modelName, refused.get());
      refusals.addLast(refused.get());
      if (refusals.size() > MOST_REFUSALS) {
        refusals.removeFirst();
      }
      return refused;
    }
    ModelPlan plan = decisions.plan();
    if (!plan.equals(plans.getLast())) {
      plans.addLast(plan);
      if (plans.size() > MOST_PLANS) {
        ModelPlan inForce = plans.removeFirst();
        plans.removeFirst();
        plans.addFirst(inForce);
      }
      putInForce();
    }
    return Optional.empty();
  }

  /** The newest plan whose champion is here is in force, and what is older is over. */
  private void putInForce() {
    ModelPlan before = plans.getFirst();
    ModelPlan found = before;
    for (ModelPlan plan : plans) {
      found = decoded.containsKey(plan.champion()) ? plan : found;
    }
    while (!plans.getFirst().equals(found)) {
      plans.removeFirst();
    }
    proposal = proposalNow();
    if (found.since() != before.since()) {
      LOG.info(
          "model {}: version {} is the champion, challenged by {}",
          modelName,
          found.champion(),
          found.challenger().isPresent() ? found.challenger().getAsLong() : "none");
    }
    if (plans.size() > 1) {
      LOG.warn("a decision about model {} waits: {}", modelName, waitingFor(plans.getLast()));
    }
  }

  /**
   * Waits until the weights of {@code version} are here.
   *
   * @return whether they came in time
   */
  public synchronized boolean await(long version, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    waiting++;
    try {
      while (!decoded.containsKey(version)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } finally {
      waiting--;
    }
  }

  /** How many partitions wait for a version that is not here yet. */
  public synchronized int waiting() {
    return waiting;
  }

  private ModelEntry accept(SnapshotVerdict.Valid valid) {
    ModelEntry entry = valid.entry();
    ModelEntry known = entries.get(entry.key());
    if (known != null
        && known.state() == ModelEntry.State.VALID
        && !known.sha256().equals(entry.sha256())) {
      LOG.warn("model {} was published again with other bytes; the first stay in use", entry.key());
      return known;
    }
    remember(entry);
    decoded.put(entry.version(), valid.model());
    if (decoded.size() > HELD) {
      decoded.keySet().stream()
          .filter(version -> version != ShippedModel.VERSION && !isPlanned(version))
          .findFirst()
          .ifPresent(decoded::remove);
    }
    putInForce();
    notifyAll();
    LOG.info("model {} is valid, {}", entry.key(), entry.reason());
    return entry;
  }

  private boolean isPlanned(long version) {
    return plans.stream()
        .anyMatch(
            plan ->
                plan.champion() == version
                    || (plan.challenger().isPresent() && plan.challenger().getAsLong() == version));
  }

  private ModelEntry refuse(ModelEntry entry) {
    ModelEntry known = entries.get(entry.key());
    LOG.warn("model {} is refused: {}", entry.key(), entry.reason());
    if (known != null && known.state() == ModelEntry.State.VALID) {
      return known;
    }
    remember(entry);
    return entry;
  }

  /** What is at work goes on with the weights at hand. */
  private void withdraw(String key) {
    ModelEntry known = entries.get(key);
    if (known == null || known.version() == ShippedModel.VERSION) {
      return;
    }
    entries.remove(key);
    if (isPlanned(known.version())) {
      LOG.warn(
          "model {} is withdrawn but at work: it stays so here, and a restart will miss it until it"
              + " is published again",
          key);
    } else {
      decoded.remove(known.version());
      LOG.info("model {} is withdrawn", key);
    }
  }

  /** Past the bound the oldest news go, but never a version that can still be put to work. */
  private void remember(ModelEntry entry) {
    entries.remove(entry.key());
    entries.put(entry.key(), entry);
    if (entries.size() > MOST_ENTRIES) {
      entries.values().stream()
          .filter(e -> e.state() == ModelEntry.State.REFUSED || !decoded.containsKey(e.version()))
          .findFirst()
          .ifPresent(e -> entries.remove(e.key()));
    }
  }
}
