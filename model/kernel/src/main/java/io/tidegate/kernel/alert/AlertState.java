package io.tidegate.kernel.alert;

import io.tidegate.kernel.model.NewerFormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is kept for the alerts of one series. Mutable; owned by one thread at a time.
 * After {@link #encode} and {@link #decode} the same notices follow, to the bit.
 */
public final class AlertState {
  /** The format that this version writes. */
  public static final byte FORMAT = 2;

  private static final byte FIRST_FORMAT = 1;

  AlertScore score;
  final Senses senses = new Senses();
  final HoldOff holdOff = new HoldOff();
  final FalseAlarmRate rate = new FalseAlarmRate();
  final Silence silence = new Silence();
  final Sensitivity sensitivity = new Sensitivity();
  long expectedUntil = Long.MIN_VALUE;
  Incident incident;

  private AlertState(AlertScore score) {
    this.score = score;
  }

  /** A series that was never heard of. */
  public static AlertState start() {
    return new AlertState(new AlertScore());
  }

  /** How often the series gives which score; live, of this state. */
  public FalseAlarmRate rate() {
    return rate;
  }

  /** Kinds of the alerts that are open, that of missing data last. */
  public List<Kind> open() {
    List<Kind> open = new ArrayList<>(2);
    if (incident != null && incident.told) {
      open.add(incident.kind);
    }
    if (silence.open()) {
      open.add(Kind.MISSING_DATA);
    }
    return open;
  }

  /**
   * Little-endian: the format tag 2; until when everything is expected (int64); what is known of
   * silence and sensitivity; 1 and the incident if there is one, else 0; how often the series gives
   * which score; what is known of its ordinary life; what holds scores off; then the score.
   */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(FORMAT).putLong(expectedUntil);
    silence.write(out);
    sensitivity.write(out);
    out.put((byte) (incident == null ? 0 : 1));
    if (incident != null) {
      incident.write(out);
    }
    rate.write(out);
    senses.write(out);
    holdOff.write(out);
    score.write(out);
    return out.array();
  }

  private int bytes() {
    return 1
        + Long.BYTES
        + Silence.BYTES
        + Sensitivity.BYTES
        + 1
        + (incident == null ? 0 : incident.bytes())
        + FalseAlarmRate.BYTES
        + Senses.BYTES
        + HoldOff.BYTES
        + score.bytes();
  }

  /**
   * The state of bytes that {@link #encode} wrote. What an incident was known to be like is not
   * read from bytes of format 1, which kept other figures.
   *
   * @throws NewerFormatException for a format of a newer version
   * @throws IllegalArgumentException for any others
   */
  public static AlertState decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      if (format > FORMAT) {
        throw new NewerFormatException("a state of alerts", format, FORMAT);
      }
      boolean first = format == FIRST_FORMAT;
      if (!first && format != FORMAT) {
        throw new IllegalArgumentException(
            "expected a state of alerts of format 1 or " + FORMAT + ", found " + format);
      }
      AlertState state = new AlertState(null);
      state.expectedUntil = in.getLong();
      state.silence.read(in, first);
      state.sensitivity.read(in);
      state.incident = in.get() == 0 ? null : Incident.read(in, first);
      state.rate.read(in);
      state.senses.read(in);
      state.holdOff.read(in);
      state.score = AlertScore.read(in);
      return state;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "state of alerts is damaged, it has " + bytes.length + " bytes", e);
    }
  }
}
