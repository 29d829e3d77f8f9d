package io.tidegate.stream.topology;

import io.tidegate.kernel.model.NewerFormatException;
import io.tidegate.kernel.model.Size;
import io.tidegate.stream.config.SoftwareVersion;
import io.tidegate.wire.ModelPlan;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
 * @param feedback events that said something about alerts
 * @param ticks events that said how late it is
 * @param changes events that reset, forgot or imported a series
 * @param parked observations that wait for their series' next
 * @param unconfirmed observations that were parked and became dead letters
 * @param series series with a state
 * @param challenged series with a challenger's state
 * @param checkpoint offset of the checkpoint that is being written; -1 for none
 * @param size of the model in use
 * @param lookout what silence and alerts are judged by
 */
public record Ledger(
    Optional<ModelPlan> plan,
    long since,
    long next,
    long accepted,
    long late,
    long duplicates,
    long knownFuture,
    long feedback,
    long ticks,
    long changes,
    long parked,
    long unconfirmed,
    long series,
    long challenged,
    long checkpoint,
    Size size,
    Lookout lookout) {
  /**
   * What silence and alerts are judged by.
   *
   * @param time highest event time of the partition, milliseconds since 1970-01-01T00:00Z; {@link
   *     #NO_TIME} before the first accepted observation or tick
   * @param expired series that were forgotten after a long silence
   * @param open alerts that are open, those of missing data included
   * @param missing series whose data is missing
   */
  public record Lookout(long time, long expired, long open, long missing) {
    /** The time before the first. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Nothing seen. */
    public static final Lookout NOTHING = new Lookout(NO_TIME, 0, 0, 0);
  }

  /** Name of the store, and with "-changelog" of its topic after the application's id. */
  public static final String STORE = "ledger";

  /** The offset of no checkpoint. */
  static final long NO_CHECKPOINT = -1;

  private static final long NO_VERSION = -1;

  /** The books of a partition that has seen nothing. */
  public static final Ledger EMPTY =
      new Ledger(
          Optional.empty(),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          NO_CHECKPOINT,
          Size.STANDARD,
          Lookout.NOTHING);

  private static final byte FORMAT = 5;

  /** The first format: without known futures, and every model of the standard size. */
  private static final byte FIRST_FORMAT = 1;

  /** Without challenger, and the version in use was the highest. */
  private static final byte SECOND_FORMAT = 2;

  /** Without feedback, ticks and what silence is judged by. */
  private static final byte THIRD_FORMAT = 3;

  /** Without the version that wrote it, and without changes of series by hand. */
  private static final byte FOURTH_FORMAT = 4;

  private static final byte[] WRITER = SoftwareVersion.NAME.getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 3 + WRITER.length + 22 * Long.BYTES;
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
   * Little-endian: the format tag 5; the version of the software that writes (its length in one
   * byte, then ASCII), so that one that cannot read the rest can name it; 8 bytes each the champion
   * (-1: none), the time of the decision that put it to work, the challenger (-1: none) and its
   * share (float64); the eleven numbers from {@code since} on but for feedback, ticks and changes,
   * 8 bytes each; one byte of flags: 1 = lean, 2 = the challenger is on watch; feedback, ticks, the
   * four numbers of the lookout, and changes. What begins with the tag and the version is to stay
   * so in every later format.
   */
  byte[] encode() {
    ModelPlan work = plan.orElse(ModelPlan.INITIAL);
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).put(FORMAT);
    out.put((byte) WRITER.length).put(WRITER);
    out.putLong(modelVersion()).putLong(work.since());
    out.putLong(work.challenger().orElse(NO_VERSION)).putDouble(work.share());
    out.putLong(since).putLong(next).putLong(accepted).putLong(late).putLong(duplicates);
    out.putLong(knownFuture).putLong(parked).putLong(unconfirmed);
    out.putLong(series).putLong(challenged).putLong(checkpoint);
    out.put((byte) ((size == Size.LEAN ? LEAN : 0) | (work.watching() ? WATCHING : 0)));
    out.putLong(feedback).putLong(ticks);
    out.putLong(lookout.time).putLong(lookout.expired).putLong(lookout.open);
    return out.putLong(lookout.missing).putLong(changes).array();
  }

  /**
   * Reads what {@link #encode} wrote, in this version or an earlier one.
   *
   * @throws NewerFormatException if a newer version did; it is named
   * @throws IllegalArgumentException if it did not
   */
  public static Ledger decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      return switch (format) {
        case FIRST_FORMAT, SECOND_FORMAT -> readOlder(in, format);
        case THIRD_FORMAT -> read(in);
        case FOURTH_FORMAT -> read(in).withLookout(in, false);
        case FORMAT -> {
          writer(in);
          yield read(in).withLookout(in, true);
        }
        default -> throw unknown(in, format);
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a ledger of " + bytes.length + " bytes is cut short", e);
    }
  }

  private static IllegalArgumentException unknown(ByteBuffer in, byte format) {
    return format > FORMAT
        ? new NewerFormatException("the books, by Tidegate " + writer(in) + ",", format, FORMAT)
        : new IllegalArgumentException(
            "expected a ledger of format 1 to " + FORMAT + ", found " + format);
  }

  private static String writer(ByteBuffer in) {
    byte[] name = new byte[Byte.toUnsignedInt(in.get())];
    in.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  /**
   * The version of the software that wrote what {@link #decode} reads; empty before it was kept.
   */
  static Optional<String> writer(byte[] bytes) {
    return bytes[0] < FORMAT
        ? Optional.empty()
        : Optional.of(writer(ByteBuffer.wrap(bytes, 1, bytes.length - 1)));
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
            0,
            0,
            0,
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            Size.STANDARD,
            Lookout.NOTHING);
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
            0,
            0,
            0,
            in.getLong(),
            in.getLong(),
            in.getLong(),
            0,
            NO_CHECKPOINT,
            Size.STANDARD,
            Lookout.NOTHING);
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
        feedback,
        ticks,
        changes,
        parked,
        unconfirmed,
        series,
        challenged,
        checkpoint,
        of,
        lookout);
  }

  private Ledger withLookout(ByteBuffer in, boolean withChanges) {
    long said = in.getLong();
    long ticked = in.getLong();
    Lookout seen = new Lookout(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    return new Ledger(
        plan,
        since,
        next,
        accepted,
        late,
        duplicates,
        knownFuture,
        said,
        ticked,
        withChanges ? in.getLong() : 0,
        parked,
        unconfirmed,
        series,
        challenged,
        checkpoint,
        size,
        seen);
  }
}
