package io.tidegate.kernel.series;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A state's bytes, little-endian, the format tag first. A later version adds a tag and keeps
 * reading the older ones.
 *
 * <pre>
 *   1  format tag, 2
 *   1  flags: 1 = an observation is parked
 *   8  step in milliseconds      8  slot        8  event time
 *   8  base (float64)            8  model version
 *   1  rewarmed rows left       2  season found, in rows
 *      step finder, only while the step is 0
 *  24  parked offset, time, value, only where flagged
 *      scaler, fingerprint, ring, profile, recurrent
 *   1  1 = calibration, accuracy, stack and pending forecasts follow
 * </pre>
 *
 * <p>Format 1 had no stack, other step groups, and pending forecasts by target: the calibration is
 * carried over, accuracy and stack start anew, the pending forecasts are let go.
 */
public final class StateCodec {
  private static final byte FORMAT = 2;
  private static final int HEADER_BYTES = 2 + 5 * Long.BYTES + 1 + Short.BYTES;
  private static final int PARKED = 1;

  private StateCodec() {}

  /** The bytes of {@code state}; the same state gives the same bytes. */
  public static byte[] encode(SeriesState state) {
    ByteBuffer out = ByteBuffer.allocate(size(state)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(FORMAT).put((byte) (state.parked == null ? 0 : PARKED));
    out.putLong(state.stepMillis).putLong(state.slot).putLong(state.time);
    out.putDouble(state.base).putLong(state.modelVersion).put((byte) state.rewarmedRows);
    out.putShort((short) state.season.found());
    if (state.stepFinder != null) {
      state.stepFinder.write(out);
    }
    if (state.parked != null) {
      out.putLong(state.parked.offset()).putLong(state.parked.time());
      out.putDouble(state.parked.value());
    }
    state.scaler.write(out);
    state.fingerprint.write(out);
    state.ring.write(out);
    state.profile.write(out);
    state.recurrent.write(out);
    out.put((byte) (state.calibration == null ? 0 : 1));
    if (state.calibration != null) {
      state.calibration.write(out);
      state.accuracy.write(out);
      state.stack.write(out);
      state.pending.write(out, state.slot);
    }
    return out.array();
  }

  /**
   * The state of {@code bytes}.
   *
   * @throws IllegalArgumentException for a format that this version does not know, or bytes that
   *     end too early
   */
  public static SeriesState decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      if (format < 1 || format > FORMAT) {
        throw new IllegalArgumentException(
            "series state has format " + (format & 0xff) + ", this version reads up to " + FORMAT);
      }
      SeriesState state = readParts(in, format);
      boolean calibrated = in.get() != 0;
      if (calibrated && format == 1) {
        readCalibrationOfFormat1(in, state);
      } else if (calibrated) {
        readCalibration(in, state);
      }
      return state;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("series state ends after " + bytes.length + " bytes", e);
    }
  }

  private static SeriesState readParts(ByteBuffer in, byte format) {
    SeriesState state = new SeriesState();
    int flags = in.get();
    state.stepMillis = in.getLong();
    state.slot = in.getLong();
    state.time = in.getLong();
    state.base = in.getDouble();
    state.modelVersion = in.getLong();
    state.rewarmedRows = in.get();
    state.season = Season.of(state.stepMillis, format == 1 ? 0 : in.getShort());
    if (state.stepMillis == 0) {
      state.stepFinder = StepFinder.read(in);
    }
    if ((flags & PARKED) != 0) {
      state.parked = new ParkedObservation(in.getLong(), in.getLong(), in.getDouble());
    }
    state.scaler = Scaler.read(in);
    state.fingerprint = Fingerprint.read(in);
    state.ring = Ring.read(in);
    state.profile = Profile.read(in);
    state.recurrent = Recurrent.read(in);
    return state;
  }

  private static void readCalibration(ByteBuffer in, SeriesState state) {
    state.calibration = Calibration.read(in);
    StepGroups groups = state.calibration.groups();
    state.accuracy = Accuracy.read(in, groups.size(), state.calibration.intervals());
    state.stack = OnlineStack.read(in, groups.size());
    state.pending = PendingForecasts.read(in, state.slot, groups, state.calibration.intervals());
  }

  private static void readCalibrationOfFormat1(ByteBuffer in, SeriesState state) {
    state.calibration = Calibration.readFormat1(in);
    int groups = state.calibration.groups().size();
    state.accuracy = new Accuracy(groups, state.calibration.intervals());
    state.stack = new OnlineStack(groups);
    state.pending = new PendingForecasts(state.calibration.groups());
  }

  private static int size(SeriesState state) {
    int size = HEADER_BYTES + Scaler.BYTES + Fingerprint.BYTES + 1;
    size += state.stepFinder == null ? 0 : state.stepFinder.bytes();
    size += state.parked == null ? 0 : ParkedObservation.BYTES;
    size += state.ring.bytes() + state.profile.bytes() + state.recurrent.bytes();
    if (state.calibration != null) {
      int groups = state.calibration.groups().size();
      size += state.calibration.bytes() + OnlineStack.bytes(groups) + state.pending.bytes();
      size += Accuracy.bytes(groups, state.calibration.intervals());
    }
    return size;
  }
}
