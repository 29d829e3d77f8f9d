package io.tidegate.kernel.alert;

import io.tidegate.kernel.layout.Fields;
import java.util.Arrays;
import java.util.Map;

/** The bytes of a state of alerts, as {@link AlertState} writes them, as fields, and back. */
public final class AlertLayout {
  private static final int BYTES_OF_RANK = 2 * Short.BYTES;

  /** Tells lengths that stand nowhere in the bytes; null where the fields are the source. */
  private final AlertState state;

  private AlertLayout(AlertState state) {
    this.state = state;
  }

  /**
   * The fields of a state in the format that this version writes, also of one that it only reads.
   *
   * @throws IllegalArgumentException for any other bytes
   */
  public static Map<String, Object> fields(byte[] bytes) {
    AlertState state = AlertState.decode(bytes);
    return Fields.read(state.encode(), new AlertLayout(state)::state);
  }

  /**
   * The bytes of such fields.
   *
   * @throws IllegalArgumentException in one sentence, if they are those of no state
   */
  public static byte[] bytes(Map<String, Object> fields) {
    byte[] bytes = Fields.write(fields, new AlertLayout(null)::state);
    if (!isState(bytes)) {
      throw new IllegalArgumentException("the fields contradict each other: they are no state");
    }
    return bytes;
  }

  private static boolean isState(byte[] bytes) {
    try {
      return Arrays.equals(AlertState.decode(bytes).encode(), bytes);
    } catch (RuntimeException e) {
      return false; // Lengths that cannot be, and the like.
    }
  }

  private void state(Fields fields) {
    fields.uint8("format");
    fields.int64("expectedUntil");
    fields.part("silence", AlertLayout::silence);
    fields.part(
        "sensitivity",
        f -> {
          f.float32("halvings");
          f.int64("since", "lastFalse");
        });
    if (fields.uint8("incidents") != 0) {
      fields.part("incident", AlertLayout::incident);
    }
    fields.part("falseAlarmRate", AlertLayout::rate);
    fields.part("senses", AlertLayout::senses);
    fields.part(
        "holdOff",
        f -> {
          f.float32("held");
          f.int16("settling");
        });
    fields.part("score", this::score);
  }

  private static void silence(Fields fields) {
    fields.int64("namesake", "lastTime", "lastOffset", "stepMillis");
    fields.float32("longest", "usual");
    fields.uint8("flags");
    fields.uint8("sizeClass");
    fields.int64("opened");
    fields.uint8("severity");
  }

  private static void incident(Fields fields) {
    fields.uint8("flags");
    fields.int64("offset", "opened");
    fields.int16("records");
    fields.int16("age");
    fields.int16("calm");
    fields.float32("score", "perWeek", "farthestOut", "heat");
    fields.part(
        "figures",
        f -> {
          f.int16("above");
          f.int16("below");
          f.uint8("steady");
          f.float32("along", "late");
          f.part("day", AlertLayout::dayFit);
        });
    fields.uint8("kind");
    fields.uint8("severity");
    fields.uint8("direction");
    fields.parts(
        "parts",
        fields.uint8("partCount"),
        (f, i) -> {
          f.uint8("detector");
          f.float32("score");
        });
  }

  private static void dayFit(Fields fields) {
    fields.int16("records");
    fields.float32("sum", "squares", "height", "slope", "heights", "slopes", "both");
    fields.float32("alongHeight", "alongSlope");
  }

  private static void rate(Fields fields) {
    fields.parts(
        "levels",
        RateCurve.COUNT,
        (f, i) -> {
          f.float32("count");
          f.int16("openAndQuiet");
        });
    fields.float32("exposure", "accepted", "expected", "credit");
    fields.uint8("teaches");
    fields.int32("rows");
  }

  private static void senses(Fields fields) {
    fields.part("day", AlertLayout::day);
    fields.part(
        "scatter",
        f -> {
          f.float32("usual", "mean", "peak");
          f.int16("rows");
          f.uint8("since");
          record(f, "record");
        });
    fields.part(
        "jump",
        f -> {
          f.float64("bound");
          f.int16("rows");
          f.uint8("sinceReached");
          f.uint8("sinceRaised");
        });
    fields.part(
        "repeats",
        f -> {
          f.float64("newest");
          f.float32("longest", "share");
          f.int16("run");
          f.int16("rows");
        });
    fields.int16s("ranksAbove", Ranks.BYTES / BYTES_OF_RANK);
    fields.int16s("ranksBelow", Ranks.BYTES / BYTES_OF_RANK);
  }

  private static void day(Fields fields) {
    fields.float64("base");
    fields.parts(
        "hours",
        UsualDay.HOURS,
        (f, i) -> {
          f.float32("usual");
          f.int16("count");
        });
    fields.float32("drift", "spread");
    fields.int16("rows");
  }

  private static void record(Fields fields, String name) {
    fields.part(
        name,
        f -> {
          f.float32("record");
          f.uint8("rows");
        });
  }

  private void score(Fields fields) {
    fields.uint8("format");
    fields.uint8("lean");
    fields.float64("base");
    fields.float32("level", "deviation");
    fields.int16("rows");
    fields.int16s("deviations", AlertScore.SHAPE_ROWS);
    fields.int16s("recent", RecentScores.ROWS);
    fields.part("range", f -> f.float32("low", "high"));
    fields.part("seasonal", AlertLayout::seasonal);
    fields.part(
        "shortMean",
        f -> {
          f.float32s("newest", LevelDetector.ROWS);
          f.uint8("rows");
          record(f, "record");
        });
    fields.part("fastShape", f -> shape(f, state == null ? 0 : state.score.fastShape.blocks));
    fields.part("slowShape", f -> shape(f, state == null ? 0 : state.score.slowShape.blocks));
    fields.part("forecast", AlertLayout::sides);
  }

  private static void seasonal(Fields fields) {
    fields.parts(
        "bins",
        SeasonalDetector.BINS,
        (f, i) -> {
          f.float32("usual");
          f.uint8("rows");
        });
    sides(fields);
  }

  private static void sides(Fields fields) {
    record(fields, "above");
    record(fields, "below");
  }

  private static void shape(Fields fields, int blocks) {
    int size = fields.uint8("count");
    fields.float32("usual");
    fields.int16("rows");
    fields.parts(
        "prototypes",
        size,
        (f, i) -> {
          f.uint16("age");
          f.int16s("values", blocks);
        });
    record(fields, "record");
  }
}
