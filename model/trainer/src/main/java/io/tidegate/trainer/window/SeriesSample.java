package io.tidegate.trainer.window;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which series are held when not all can be: those with the lowest hashes of seed and key, so that
 * it depends on which series there are and not on which came first. One thread.
 */
public final class SeriesSample {
  private final int most;
  private final long seed;
  private final Set<String> held = new HashSet<>();
  private final TreeSet<Rank> ranks = new TreeSet<>();

  private record Rank(long hash, String key) implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparingLong(Rank::hash).thenComparing(Rank::key);

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  /** An empty sample of at most {@code most} series. */
  public SeriesSample(int most, long seed) {
    this.most = most;
    this.seed = seed;
  }

  /**
   * Whether {@code key} is held, from now on if it is new.
   *
   * @param left told of the series, if any, that has to leave for it
   */
  public boolean holds(String key, Consumer<String> left) {
    if (held.contains(key)) {
      return true;
    }
    Rank rank = new Rank(hash(key), key);
    if (ranks.size() == most) {
      Rank last = ranks.last();
      if (last.compareTo(rank) < 0) {
        return false;
      }
      ranks.remove(last);
      held.remove(last.key());
      left.accept(last.key());
    }
    ranks.add(rank);
    held.add(key);
    return true;
  }

  /** FNV-1a over the seed and the key, its bits then mixed as SplitMix64 does. */
  private long hash(String key) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
