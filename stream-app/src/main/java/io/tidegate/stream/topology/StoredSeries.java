package io.tidegate.stream.topology;

import io.tidegate.kernel.model.NewerFormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the store {@code series} holds of one series, in one value, so that all of it moves or none.
 * Owns its arrays; they are not copied. Immutable but for that.
 */
public final class StoredSeries {
  /** Name of the store, and with "-changelog" of its topic after the application's id. */
  public static final String STORE = "series";

  /** No time: of a series that was never heard of, or that is in no index. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Beyond all tags that a bare forecast state can begin with. */
  public static final byte FORMAT = 64;

  private static final int HEADER_BYTES = 1 + 3 * Long.BYTES + Integer.BYTES;

  private final byte[] forecast;
  private final byte[] alerts;
  private final long heard;
  private final long behind;
  private final long indexed;

  /**
   * Of its parts.
   *
   * @param forecast the kernel's state of the forecaster
   * @param alerts the kernel's state of the alerts; null for none yet
   * @param heard highest event time of the partition when the series was last heard of; {@link
   *     #NEVER} before
   * @param behind how far the series' own time was behind that, milliseconds
   * @param indexed the time under which the index holds the series; {@link #NEVER}: it does not
   */
  public StoredSeries(byte[] forecast, byte[] alerts, long heard, long behind, long indexed) {
    this.forecast = forecast;
    this.alerts = alerts;
    this.heard = heard;
    this.behind = behind;
    this.indexed = indexed;
  }

  /** The kernel's state of the forecaster. */
  public byte[] forecast() {
    return forecast;
  }

  /** The kernel's state of the alerts; null for none yet. */
  public byte[] alerts() {
    return alerts;
  }

  /** Highest event time of the partition when the series was last heard of. */
  public long heard() {
    return heard;
  }

  /** How far the series' own time was behind that, milliseconds. */
  public long behind() {
    return behind;
  }

  /** The time under which the index holds the series. */
  public long indexed() {
    return indexed;
  }

  /** The same, held in the index under another time. */
  StoredSeries indexedAt(long time) {
    return new StoredSeries(forecast, alerts, heard, behind, time);
  }

  /**
   * Little-endian: the format tag 64; the three times, 8 bytes each; the length of the forecast
   * state (int32) and the state; the rest is the state of the alerts.
   */
  public byte[] encode() {
    int rest = alerts == null ? 0 : alerts.length;
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + forecast.length + rest);
    out.order(ByteOrder.LITTLE_ENDIAN).put(FORMAT);
    out.putLong(heard).putLong(behind).putLong(indexed).putInt(forecast.length).put(forecast);
    if (alerts != null) {
      out.put(alerts);
    }
    return out.array();
  }

  /**
   * Reads what {@link #encode} wrote, or a bare forecast state as earlier versions kept it: the
   * alerts of such a series begin anew.
   *
   * @throws NewerFormatException if a newer version wrote it
   * @throws IllegalArgumentException if it is neither
   */
  public static StoredSeries decode(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] > FORMAT) {
      throw new NewerFormatException("a stored series", bytes[0], FORMAT);
    }
    if (bytes.length > 0 && bytes[0] != FORMAT) {
      return new StoredSeries(bytes, null, NEVER, 0, NEVER);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      in.get();
      long heard = in.getLong();
      long behind = in.getLong();
      long indexed = in.getLong();
      byte[] forecast = new byte[in.getInt()];
      in.get(forecast);
      byte[] alerts =
          in.hasRemaining() ? Arrays.copyOfRange(bytes, in.position(), bytes.length) : null;
      return new StoredSeries(forecast, alerts, heard, behind, indexed);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException(
          "a stored series of " + bytes.length + " bytes is cut short", e);
    }
  }
}
