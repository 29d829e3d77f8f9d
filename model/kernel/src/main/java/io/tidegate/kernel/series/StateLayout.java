package io.tidegate.kernel.series;

import io.tidegate.kernel.layout.Fields;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A state's bytes, as {@link StateCodec} writes them, as fields with names, and back. */
public final class StateLayout {
  /** Tells lengths that stand nowhere in the bytes; null where the fields are the source. */
  private final SeriesState state;

  private StateLayout(SeriesState state) {
    this.state = state;
  }

  /**
   * The fields of a state in the format that this version writes.
   *
   * @throws IllegalArgumentException for any other bytes
   */
  public static Map<String, Object> fields(byte[] bytes) {
    return Fields.read(bytes, new StateLayout(StateCodec.decode(bytes))::state);
  }

  /**
   * The bytes of such fields.
   *
   * @throws IllegalArgumentException in one sentence, if they are those of no state
   */
  public static byte[] bytes(Map<String, Object> fields) {
    byte[] bytes = Fields.write(fields, new StateLayout(null)::state);
    if (!isState(bytes)) {
      throw new IllegalArgumentException("the fields contradict each other: they are no state");
    }
    return bytes;
  }

  private static boolean isState(byte[] bytes) {
    try {
      return Arrays.equals(StateCodec.encode(StateCodec.decode(bytes)), bytes);
    } catch (RuntimeException e) {
      return false; // Lengths that cannot be, and the like.
    }
  }

  private int length(ToIntFunction<SeriesState> of) {
    return state == null ? 0 : of.applyAsInt(state);
  }

  private void state(Fields fields) {
    fields.uint8("format");
    int flags = fields.uint8("flags");
    fields.int64("stepMillis", "slot", "time");
    fields.float64("base");
    fields.int64("modelVersion");
    fields.uint8("rewarmedRows");
    fields.int64("seasonMillisAsSet");
    fields.int16("seasonRowsFound");
    if (fields.reading() ? state.stepFinder != null : fields.has("stepFinder")) {
      fields.part("stepFinder", f -> f.int64s("differences", f.uint8("count")));
    }
    if ((flags & StateCodec.PARKED) != 0) {
      fields.part("parked", StateLayout::parked);
    }
    if ((flags & StateCodec.COVARIATES) != 0) {
      fields.part("covariates", StateLayout::covariates);
    }
    fields.part("scaler", f -> f.float32("rows", "weight", "level", "deviation", "longDeviation"));
    fields.part(
        "fingerprint",
        f -> {
          f.float32("variance");
          f.float32s("squares", Fingerprint.SIZE);
        });
    fields.part("rows", this::rows);
    fields.part("profile", this::profile);
    if (fields.reading() ? state.usual.second().bins() > 0 : fields.has("secondSeason")) {
      fields.part("secondSeason", this::secondSeason);
    }
    fields.part("hiddenAndCell", StateLayout::recurrent);
    if ((flags & StateCodec.CALIBRATED) != 0) {
      calibrated(fields);
    }
  }

  private static void parked(Fields fields) {
    fields.int64("offset", "time");
    fields.float64("value");
    fields.parts(
        "covariates",
        fields.int16("covariateCount"),
        (f, i) -> {
          f.text("name");
          f.float64("value");
        });
  }

  private static void covariates(Fields fields) {
    int count = fields.uint8("count");
    fields.int16("rows");
    fields.parts(
        "known",
        count,
        (f, i) -> {
          f.text("name");
          f.float32("lowest", "highest", "mean", "newest");
        });
    fields.parts(
        "ahead",
        fields.int16("times"),
        (f, i) -> {
          f.int64("time");
          f.float32s("values", count);
        });
  }

  /** The newest value is the last. */
  private void rows(Fields fields) {
    int size = fields.int16("count");
    fields.uint8s("bridged", length(s -> s.ring.flagBytes()));
    fields.float32s("values", size);
  }

  private void profile(Fields fields) {
    int slots = fields.int16("slots");
    fields.int32("rows");
    fields.float32s("values", slots);
    fields.counts(slots, fields.reading() && state.usual.profile().wideCounts());
  }

  private void secondSeason(Fields fields) {
    int bins = length(s -> s.usual.second().bins());
    fields.float32("drift", "variance");
    fields.float32s("values", bins);
    fields.counts(bins, fields.reading() && state.usual.second().wideCounts());
  }

  private static void recurrent(Fields fields) {
    int layers = fields.uint8("layerCount");
    int units = fields.int16("units");
    fields.parts(
        "layers",
        layers,
        (f, i) -> {
          f.float32s("hidden", units);
          f.float32s("cell", units);
        });
  }

  private void calibrated(Fields fields) {
    int groups = length(s -> s.calibration.groups().size());
    int intervals = length(s -> s.calibration.intervals());
    fields.part(
        "calibration",
        calibration -> {
          calibration.int16("horizon");
          calibration.float32s("levels", calibration.uint8("intervals"));
          calibration.parts(
              "groups",
              groups,
              (f, i) -> {
                f.int16("count");
                f.float32("variance");
                f.float32s("factors", intervals);
              });
        });
    fields.part(
        "accuracy",
        accuracy -> {
          accuracy.uint8("rows");
          accuracy.uint16("ofEarlierVersions");
          accuracy.parts(
              "groups",
              groups,
              (f, i) -> {
                f.uint8("forecasts");
                f.uint8s("hits", intervals);
                f.float32("absolute", "rootOfSquares");
              });
        });
    fields.part("stack", stack -> stack(stack, groups));
    fields.part(
        "pendingForecasts",
        pending -> pending.parts("issued", pending.int16("count"), (f, i) -> issued(f, intervals)));
  }

  private void stack(Fields fields, int groups) {
    fields.float32s("errors", length(s -> s.size.regressorsOfNextStep() - 1));
    fields.parts(
        "groups",
        groups,
        (f, group) -> {
          int regressors = length(s -> s.stack.regressors(group));
          f.float32s("weights", regressors);
          f.float32s("covariance", regressors * (regressors + 1) / 2);
          f.float32s("losses", Voters.VOTERS);
          f.int16("count");
        });
  }

  private static void issued(Fields fields, int intervals) {
    fields.int16("slotsAgo");
    int awaited = fields.uint16("awaited");
    int flags = fields.uint8("flags");
    fields.int16("deviation");
    fields.float32("scale");
    fields.parts(
        "groups",
        Integer.bitCount(awaited),
        (f, i) -> {
          f.float32("point");
          f.int16("shared");
          f.shortFloats("halfWidths", intervals);
          f.int16s("covariates", flags >> 1);
        });
  }
}
