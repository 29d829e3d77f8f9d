package io.tidegate.stream.models;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
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
 * The versions of the model in use, as the models topic holds them, and version 0, which ships with
 * the software. It proposes; which version a partition uses is the partition's own record.
 *
 * <p>Filled by the one thread that reads the topic, read by all. A partition only ever moves on to
 * the newest version, so of the decoded weights only the newest few are kept.
 */
public final class ModelRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);
  private static final int DECODED = 4;
  private static final int MOST_ENTRIES = 1_000;

  private final SnapshotCheck check;
  private final NavigableMap<Long, Model> decoded = new TreeMap<>();
  private final Map<String, ModelEntry> entries = new LinkedHashMap<>();
  private int waiting;

  /** Knows version 0 only, until the models topic is read. */
  public ModelRegistry(StreamSettings settings) {
    check = SnapshotCheck.of(settings);
    decoded.put(ShippedModel.VERSION, ShippedModel.load(settings.size()));
    ModelEntry first = ModelEntry.shipped(settings);
    entries.put(first.key(), first);
  }

  /** The weights of {@code version}, if it is valid and among the newest few. */
  public synchronized Optional<Model> model(long version) {
    return Optional.ofNullable(decoded.get(version));
  }

  /** The highest valid version. */
  public long proposed() {
    return proposal().version();
  }

  /** The highest valid version with its weights. */
  public synchronized Proposal proposal() {
    return new Proposal(decoded.lastKey(), decoded.lastEntry().getValue());
  }

  /** Every known snapshot of this model, refused ones too, newest news last. */
  public synchronized List<ModelEntry> entries() {
    return new ArrayList<>(entries.values());
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
   * Waits until a version at least as high as {@code version} is proposed.
   *
   * @return whether it came in time
   */
  public synchronized boolean await(long version, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    waiting++;
    try {
      while (decoded.lastKey() < version) {
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
    while (decoded.size() > DECODED) {
      decoded.remove(decoded.higherKey(ShippedModel.VERSION));
    }
    notifyAll();
    LOG.info("model {} is valid, {}", entry.key(), entry.reason());
    return entry;
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

  private void withdraw(String key) {
    ModelEntry known = entries.get(key);
    if (known != null && known.version() != ShippedModel.VERSION) {
      entries.remove(key);
      decoded.remove(known.version());
      LOG.info("model {} is withdrawn", key);
    }
  }

  /** Past the bound the oldest news go, but never a version that may still be proposed. */
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
