package io.tidegate.stream.topology;

import io.tidegate.kernel.model.Size;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The books of one input partition, kept in the same transaction as everything that they count.
 * Immutable.
 *
 * @param modelVersion version in use; -1 before the partition's first record
 * @param since first offset processed under that version
 * @param next offset after the last one that is entered here
 * @param accepted observations that moved a series: one forecast each
 * @param late observations that came too late
 * @param duplicates observations of a slot that already had one
 * @param knownFuture events that announced covariates
 * @param parked observations that wait for their series' next
 * @param unconfirmed observations that were parked and became dead letters
 * @param series series with a state
 * @param size of the model in use
 */
public record Ledger(
    long modelVersion,
    long since,
    long next,
    long accepted,
    long late,
    long duplicates,
    long knownFuture,
    long parked,
    long unconfirmed,
    long series,
    Size size) {
  /** Name of the store, and with "-changelog" of its topic after the application's id. */
  public static final String STORE = "ledger";

  private static final long NO_VERSION = -1;

  /** The books of a partition that has seen nothing. */
  public static final Ledger EMPTY =
      new Ledger(NO_VERSION, 0, 0, 0, 0, 0, 0, 0, 0, 0, Size.STANDARD);

  private static final byte FORMAT = 2;

  /** The first format: without known futures, and every model of the standard size. */
  private static final byte FIRST_FORMAT = 1;

  private static final int NUMBERS = 10;

  /** The key of a partition's books. */
  public static String keyOf(int partition) {
    return Integer.toString(partition);
  }

  /**
   * Little-endian: the format tag 2, the ten numbers in their order, 8 bytes each, then one byte
   * for the size: 0 standard, 1 lean.
   */
  byte[] encode() {
    ByteBuffer out =
        ByteBuffer.allocate(2 + NUMBERS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).put(FORMAT);
    out.putLong(modelVersion).putLong(since).putLong(next).putLong(accepted).putLong(late);
    out.putLong(duplicates).putLong(knownFuture).putLong(parked).putLong(unconfirmed);
    return out.putLong(series).put((byte) (size == Size.LEAN ? 1 : 0)).array();
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
      if (format != FORMAT && format != FIRST_FORMAT) {
        throw new IllegalArgumentException(
            "expected ledger format 1 or " + FORMAT + ", found " + format);
      }
      return new Ledger(
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          format == FIRST_FORMAT ? 0 : in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          format != FIRST_FORMAT && in.get() == 1 ? Size.LEAN : Size.STANDARD);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a ledger of " + bytes.length + " bytes is cut short", e);
    }
  }

  /** These books under models of a size; of another one no version was in use yet. */
  Ledger ofSize(Size other) {
    return other == size
        ? this
        : new Ledger(
            NO_VERSION,
            since,
            next,
            accepted,
            late,
            duplicates,
            knownFuture,
            parked,
            unconfirmed,
            series,
            other);
  }

  Ledger activated(long version, long offset) {
    return new Ledger(
        version,
        offset,
        next,
        accepted,
        late,
        duplicates,
        knownFuture,
        parked,
        unconfirmed,
        series,
        size);
  }
}
