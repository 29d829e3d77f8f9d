package io.tidegate.kernel.series;

import io.tidegate.kernel.model.NewerFormatException;
import io.tidegate.kernel.model.Size;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A state's bytes, little-endian, the format tag first. A later version adds a tag and keeps
 * reading the older ones.
 *
 * <pre>
 *   1  format tag, 3
 *   1  flags: 1 = an observation is parked, 2 = no value is below zero, 4 = lean,
 *             8 = covariates, 16 = calibration and what follows it
 *   8  step in milliseconds      8  slot        8  event time
 *   8  base (float64)            8  model version
 *   1  rewarmed rows left        8  season as set       2  season found, in rows
 *      step finder, only while the step is 0
 *      parked observation, covariates, each only where flagged
 *      scaler, fingerprint, ring, profile, second season, recurrent
 *      calibration, accuracy, stack, pending forecasts, only where flagged
 * </pre>
 *
 * <p>Format 2 had no second season, covariates and settings, and a wider form of the pending
 * forecasts. Format 1 had no stack either, other step groups, and pending forecasts by target: the
 * calibration is carried over, accuracy and stack start anew, the pending forecasts are let go.
 */
public final class StateCodec {
  /** The format that this version writes. */
  public static final byte FORMAT = 3;

  private static final int HEADER_BYTES = 2 + 6 * Long.BYTES + 1 + Short.BYTES;
  static final int PARKED = 1;
  private static final int NON_NEGATIVE = 2;
  private static final int LEAN = 4;
  static final int COVARIATES = 8;
  static final int CALIBRATED = 16;

  private StateCodec() {}

  /** The bytes of {@code state}; the same state gives the same bytes. */
  public static byte[] encode(SeriesState state) {
    byte[] bytes = new byte[bytes(state)];
    encode(state, bytes, 0);
    return bytes;
  }

  /**
   * Writes the bytes of {@code state} into an array that has room for {@link #bytes} from {@code
   * from} on.
   *
   * @throws IndexOutOfBoundsException if it has not
   */
  public static void encode(SeriesState state, byte[] into, int from) {
    ByteBuffer out = ByteBuffer.wrap(into, from, bytes(state)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(FORMAT).put((byte) flags(state));
    out.putLong(state.stepMillis).putLong(state.slot).putLong(state.time);
    out.putDouble(state.base).putLong(state.modelVersion).put((byte) state.rewarmedRows);
    out.putLong(state.season().setting()).putShort((short) state.season().found());
    if (state.stepFinder != null) {
      state.stepFinder.write(out);
    }
    if (state.parked != null) {
      state.parked.write(out);
    }
    if (state.covariates.size() > 0) {
      state.covariates.write(out);
    }
    state.scaler.write(out);
    state.fingerprint.write(out);
    state.ring.write(out);
    state.usual.write(out);
    state.recurrent.write(out);
    if (state.calibration != null) {
      state.calibration.write(out);
      state.accuracy.write(out);
      state.stack.write(out);
      state.pending.write(out, state.slot);
    }
  }

  private static int flags(SeriesState state) {
    return (state.parked == null ? 0 : PARKED)
        | (state.nonNegative ? NON_NEGATIVE : 0)
        | (state.size == Size.LEAN ? LEAN : 0)
        | (state.covariates.size() == 0 ? 0 : COVARIATES)
        | (state.calibration == null ? 0 : CALIBRATED);
  }

  /** How many bytes each part of {@code state} takes, in the order of the bytes. */
  public static Map<String, Integer> sizes(SeriesState state) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    eachSize(state, sizes::put);
    return sizes;
  }

  /** How many bytes {@code state} takes. */
  public static int bytes(SeriesState state) {
    Sum sum = new Sum();
    eachSize(state, sum);
    return sum.bytes;
  }

  /** Takes the size of one part. */
  private interface PartSize {
    void take(String part, int bytes);
  }

  private static final class Sum implements PartSize {
    private int bytes;

    @Override
    public void take(String part, int more) {
      bytes += more;
    }
  }

  private static void eachSize(SeriesState state, PartSize sizes) {
    int finder = state.stepFinder == null ? 0 : state.stepFinder.bytes();
    int parked = state.parked == null ? 0 : state.parked.bytes();
    sizes.take("header", HEADER_BYTES + finder + parked);
    sizes.take("covariates", state.covariates.size() == 0 ? 0 : state.covariates.bytes());
    sizes.take("scaler", Scaler.BYTES);
    sizes.take("fingerprint", Fingerprint.BYTES);
    sizes.take("ring", state.ring.bytes());
    sizes.take("profile", state.usual.bytesOfProfile());
    sizes.take("second season", state.usual.bytesOfSecondSeason());
    sizes.take("hidden and cell", state.recurrent.bytes());
    if (state.calibration != null) {
      int groups = state.calibration.groups().size();
      sizes.take("calibration", state.calibration.bytes());
      sizes.take("accuracy", Accuracy.bytes(groups, state.calibration.intervals()));
      sizes.take("stack", state.stack.bytes());
      sizes.take("pending forecasts", state.pending.bytes());
    }
  }

  /**
   * The state of {@code bytes}.
   *
   * @throws NewerFormatException for a format of a newer version
   * @throws IllegalArgumentException for bytes that are no state, or end too early
   */
  public static SeriesState decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * The state of the bytes from {@code from} up to, not including, {@code to}.
   *
   * @throws IllegalArgumentException likewise
   */
  public static SeriesState decode(byte[] bytes, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte format = in.get();
      return switch (format) {
        case 1, 2 -> readOlder(in, format);
        case FORMAT -> read(in);
        default -> throw unknown(Byte.toUnsignedInt(format));
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("series state ends after " + (to - from) + " bytes", e);
    }
  }

  private static IllegalArgumentException unknown(int format) {
    return format > FORMAT
        ? new NewerFormatException("a series' state", format, FORMAT)
        : new IllegalArgumentException(
            "expected a series' state of format 1 to " + FORMAT + ", found " + format);
  }

  private static SeriesState read(ByteBuffer in) {
    SeriesState state = new SeriesState();
    int flags = in.get();
    state.size = (flags & LEAN) == 0 ? Size.STANDARD : Size.LEAN;
    state.nonNegative = (flags & NON_NEGATIVE) != 0;
    readPlace(in, state);
    long setting = in.getLong();
    Season season = Season.of(state.stepMillis, setting, in.getShort(), state.size);
    if (state.stepMillis == 0) {
      state.stepFinder = StepFinder.read(in);
    }
    if ((flags & PARKED) != 0) {
      state.parked = ParkedObservation.read(in);
    }
    if ((flags & COVARIATES) != 0) {
      state.covariates = Covariates.read(in);
    }
    readRows(in, state);
    state.usual = UsualValues.read(in, season);
    state.recurrent = Recurrent.read(in);
    if ((flags & CALIBRATED) != 0) {
      state.calibration = Calibration.read(in, state.size);
      StepGroups groups = state.calibration.groups();
      int intervals = state.calibration.intervals();
      state.accuracy = Accuracy.read(in, groups.size(), intervals);
      state.stack = OnlineStack.read(in, groups.size(), state.size, state.covariates.size());
      state.pending = PendingForecasts.read(in, state.slot, groups, intervals);
    }
    return state;
  }

  private static void readPlace(ByteBuffer in, SeriesState state) {
    state.stepMillis = in.getLong();
    state.slot = in.getLong();
    state.time = in.getLong();
    state.base = in.getDouble();
    state.modelVersion = in.getLong();
    state.rewarmedRows = in.get();
  }

  private static void readRows(ByteBuffer in, SeriesState state) {
    state.scaler = Scaler.read(in);
    state.fingerprint = Fingerprint.read(in);
    state.ring = Ring.read(in, state.size.ringRows());
  }

  private static SeriesState readOlder(ByteBuffer in, byte format) {
    SeriesState state = new SeriesState();
    state.size = Size.STANDARD;
    int flags = in.get();
    readPlace(in, state);
    int found = format == 1 ? 0 : in.getShort();
    Season season = Season.of(state.stepMillis, SeriesSettings.AUTO, found, state.size);
    if (state.stepMillis == 0) {
      state.stepFinder = StepFinder.read(in);
    }
    if ((flags & PARKED) != 0) {
      state.parked = ParkedObservation.readBare(in);
    }
    readRows(in, state);
    state.usual = UsualValues.readFormat2(in, season);
    state.recurrent = Recurrent.read(in);
    boolean calibrated = in.get() != 0;
    if (calibrated && format == 1) {
      readCalibrationOfFormat1(in, state);
    } else if (calibrated) {
      readCalibrationOfFormat2(in, state);
    }
    return state;
  }

  private static void readCalibrationOfFormat2(ByteBuffer in, SeriesState state) {
    state.calibration = Calibration.read(in, state.size);
    StepGroups groups = state.calibration.groups();
    int intervals = state.calibration.intervals();
    state.accuracy = Accuracy.read(in, groups.size(), intervals);
    state.stack = OnlineStack.readFormat2(in, groups.size());
    state.pending = PendingForecasts.readFormat2(in, state.slot, groups, intervals, state.newest());
  }

  private static void readCalibrationOfFormat1(ByteBuffer in, SeriesState state) {
    state.calibration = Calibration.readFormat1(in);
    int groups = state.calibration.groups().size();
    state.accuracy = new Accuracy(groups, state.calibration.intervals());
    state.stack = new OnlineStack(groups, state.size);
    state.pending = new PendingForecasts(state.calibration.groups());
  }
}
