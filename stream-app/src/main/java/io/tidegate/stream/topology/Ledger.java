package io.tidegate.stream.topology;

import io.tidegate.kernel.model.Size;
import io.tidegate.wire.ModelPlan;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The books of one input partition, kept in the same transaction as everything that they count.
 * Immutable.
 *
 * @param plan the versions at work; none before the partition's first record
 * @param since first offset processed under the champion
 * @param next offset after the last one that is entered here
 * @param accepted observations that moved a series: one forecast each
 * @param late observations that came too late
 * @param duplicates observations of a slot that already had one
 * @param knownFuture events that announced covariates
 * @param parked observations that wait for their series' next
 * @param unconfirmed observations that were parked and became dead letters
 * @param series series with a state
 * @param challenged series with a challenger's state
 * @param checkpoint offset of the checkpoint that is being written; -1 for none
 * @param size of the model in use
 */
public record Ledger(
    Optional<ModelPlan> plan,
    long since,
    long next,
    long accepted,
    long late,
    long duplicates,
    long knownFuture,
    long parked,
    long unconfirmed,
    long series,
    long challenged,
    long checkpoint,
    Size size) {
  /** Name of the store, and with "-changelog" of its topic after the application's id. */
  public static final String STORE = "ledger";

  /** The offset of no checkpoint. */
  static final long NO_CHECKPOINT = -1;

  private static final long NO_VERSION = -1;

  /** The books of a partition that has seen nothing. */
  public static final Ledger EMPTY =
      new Ledger(Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NO_CHECKPOINT, Size.STANDARD);

  private static final byte FORMAT = 3;

  /** The first format: without known futures, and every model of the standard size. */
  private static final byte FIRST_FORMAT = 1;

  /** Without challenger, and the version in use was the highest. */
  private static final byte SECOND_FORMAT = 2;

  private static final int BYTES = 2 + 15 * Long.BYTES;
  private static final int LEAN = 1;
  private static final int WATCHING = 2;

  /** The key of a partition's books. */
  public static String keyOf(int partition) {
    return Integer.toString(partition);
  }

  /** The version in use; -1 before the partition's first record. */
  public long modelVersion() {
    return plan.map(ModelPlan::champion).orElse(NO_VERSION);
  }

  /**
   * Little-endian: the format tag 3; 8 bytes each the champion (-1: none), the time of the decision
   * that put it to work, the challenger (-1: none) and its share (float64); the eleven numbers from
   * {@code since} on, 8 bytes each; one byte of flags: 1 = lean, 2 = the challenger is on watch.
   */
  byte[] encode() {
    ModelPlan work = plan.orElse(ModelPlan.INITIAL);
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).put(FORMAT);
    out.putLong(modelVersion()).putLong(work.since());
    out.putLong(work.challenger().orElse(NO_VERSION)).putDouble(work.share());
    out.putLong(since).putLong(next).putLong(accepted).putLong(late).putLong(duplicates);
    out.putLong(knownFuture).putLong(parked).putLong(unconfirmed);
    out.putLong(series).putLong(challenged).putLong(checkpoint);
    return out.put((byte) ((size == Size.LEAN ? LEAN : 0) | (work.watching() ? WATCHING : 0)))
        .array();
  }

  /**
   * Reads what {@link #encode} wrote, in this version or an earlier one.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static Ledger decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      return switch (format) {
        case FIRST_FORMAT, SECOND_FORMAT -> readOlder(in, format);
        case FORMAT -> read(in);
        default ->
            throw new IllegalArgumentException(
                "expected a ledger of format 1 to " + FORMAT + ", found " + format);
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a ledger of " + bytes.length + " bytes is cut short", e);
    }
  }

  private static Ledger read(ByteBuffer in) {
    long champion = in.getLong();
    long decided = in.getLong();
    long challenger = in.getLong();
    double share = in.getDouble();
    Ledger books =
        new Ledger(
            Optional.empty(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            Size.STANDARD);
    int flags = in.get();
    Ledger sized = books.ofSize((flags & LEAN) == 0 ? Size.STANDARD : Size.LEAN);
    return champion == NO_VERSION
        ? sized
        : sized.with(
            new ModelPlan(
                decided,
                decided,
                champion,
                challenger == NO_VERSION ? OptionalLong.empty() : OptionalLong.of(challenger),
                share,
                (flags & WATCHING) != 0,
                false));
  }

  private static Ledger readOlder(ByteBuffer in, byte format) {
    long champion = in.getLong();
    Ledger books =
        new Ledger(
            Optional.empty(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            format == FIRST_FORMAT ? 0 : in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            0,
            NO_CHECKPOINT,
            Size.STANDARD);
    Ledger sized = format != FIRST_FORMAT && in.get() == 1 ? books.ofSize(Size.LEAN) : books;
    return champion == NO_VERSION ? sized : sized.with(ModelPlan.undecided(champion));
  }

  /** These books under models of a size; of another one no version was in use yet. */
  Ledger ofSize(Size other) {
    return other == size ? this : with(Optional.empty(), since, other);
  }

  /** From {@code offset} on these versions are at work. */
  Ledger activated(ModelPlan versions, long offset) {
    boolean sameChampion = modelVersion() == versions.champion();
    return with(Optional.of(versions), sameChampion ? since : offset, size);
  }

  private Ledger with(ModelPlan versions) {
    return with(Optional.of(versions), since, size);
  }

  private Ledger with(Optional<ModelPlan> versions, long from, Size of) {
    return new Ledger(
        versions,
        from,
        next,
        accepted,
        late,
        duplicates,
        knownFuture,
        parked,
        unconfirmed,
        series,
        challenged,
        checkpoint,
        of);
  }
}
