package io.tidegate.stream.topology;

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
 * @param parked observations that wait for their series' next
 * @param unconfirmed observations that were parked and became dead letters
 * @param series series with a state
 */
public record Ledger(
    long modelVersion,
    long since,
    long next,
    long accepted,
    long late,
    long duplicates,
    long parked,
    long unconfirmed,
    long series) {
  /** Name of the store, and with "-changelog" of its topic after the application's id. */
  public static final String STORE = "ledger";

  /** The books of a partition that has seen nothing. */
  public static final Ledger EMPTY = new Ledger(-1, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final byte FORMAT = 1;
  private static final int NUMBERS = 9;

  /** The key of a partition's books. */
  public static String keyOf(int partition) {
    return Integer.toString(partition);
  }

  /** Little-endian: the format tag 1, then the nine numbers in their order, 8 bytes each. */
  byte[] encode() {
    ByteBuffer out =
        ByteBuffer.allocate(1 + NUMBERS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).put(FORMAT);
    out.putLong(modelVersion).putLong(since).putLong(next).putLong(accepted).putLong(late);
    return out.putLong(duplicates).putLong(parked).putLong(unconfirmed).putLong(series).array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static Ledger decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "expected ledger format " + FORMAT + ", found " + format);
      }
      return new Ledger(
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          in.getLong());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a ledger of " + bytes.length + " bytes is cut short", e);
    }
  }

  Ledger activated(long version, long offset) {
    return new Ledger(
        version, offset, next, accepted, late, duplicates, parked, unconfirmed, series);
  }
}
