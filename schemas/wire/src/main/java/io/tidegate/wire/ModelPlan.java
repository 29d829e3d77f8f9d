package io.tidegate.wire;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Which versions of a model are at work, as the newest decision says. Immutable.
 *
 * @param decided time of the newest decision, milliseconds since the epoch; {@link #UNDECIDED}
 *     before the first
 * @param since time of the decision by which the versions at work became as they are: it tells one
 *     trial from another
 * @param champion the version whose forecasts are issued
 * @param challenger the version that runs beside it, without output
 * @param share of the series, from 0 to 1, that the challenger runs on
 * @param watching whether the challenger is the former champion
 * @param pinned whether the champion stays until it is unpinned
 */
public record ModelPlan(
    long decided,
    long since,
    long champion,
    OptionalLong challenger,
    double share,
    boolean watching,
    boolean pinned) {
  /** The time of no decision. */
  public static final long UNDECIDED = Long.MIN_VALUE;

  /** Before anything was decided: the version that ships with the software. */
  public static final ModelPlan INITIAL = undecided(0);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException with one sentence, for what cannot be at work together
   */
  public ModelPlan {
    require(champion >= 0, "expected a champion from version 0 on, found " + champion);
    require(share >= 0 && share <= 1, "expected a share from 0 to 1, found " + share);
    if (challenger.isPresent()) {
      long version = challenger.getAsLong();
      require(version >= 0, "expected a challenger from version 0 on, found " + version);
      require(version != champion, "version " + champion + " cannot challenge itself");
      require(share > 0, "a challenger needs a share of the series above 0");
    } else {
      require(share == 0 && !watching, "without a challenger there is no share and no watch");
    }
  }

  /** A champion that no decision named. */
  public static ModelPlan undecided(long champion) {
    return new ModelPlan(UNDECIDED, UNDECIDED, champion, OptionalLong.empty(), 0, false, false);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether the challenger runs on a series: by a hash of the key, so that replays agree. */
  public boolean challenges(String series) {
    return challenger.isPresent() && positionOf(series) < share;
  }

  /**
   * Where in [0, 1) a series lies: FNV-1a over its UTF-8 bytes, its bits mixed by the finaliser of
   * MurmurHash3. Unrelated to the hash that chooses a record's partition.
   */
  static double positionOf(String series) {
    long hash = 0xcbf29ce484222325L;
    for (byte one : series.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (hash >>> 11) * 0x1p-53;
  }

  /** What of this plan concerns those who do the work: decisions that leave it alone leave it. */
  public ModelPlan atWork() {
    return new ModelPlan(since, since, champion, challenger, share, watching, false);
  }

  /** The same, the champion alone. */
  public ModelPlan withoutChallenger() {
    return new ModelPlan(decided, since, champion, OptionalLong.empty(), 0, false, pinned);
  }

  /** Whether the same versions run on the same series. */
  boolean sameWork(ModelPlan other) {
    return champion == other.champion
        && challenger.equals(other.challenger)
        && share == other.share
        && watching == other.watching;
  }
}
