package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * An incident of values. It begins when a score is rare enough; whether it may be told is another
 * question, so that one that began in quiet hours is told after them, if it still is on.
 */
final class Incident {
  /** Records that the score must stay low for until an incident is over. */
  static final int CALM_RECORDS = FalseAlarmRate.QUIET_ROWS;

  /** Records after which every incident is over. */
  static final int MOST_RECORDS = FalseAlarmRate.LONGEST_ROWS;

  private static final double FAR = 4;
  private static final int GOES_ON = 3;
  private static final int SMOOTHED = 8;
  private static final Set<Kind> LASTING = EnumSet.of(Kind.LEVEL_SHIFT, Kind.SEASONAL_MISFIT);
  private static final double ELSEWHERE = 1.5;
  private static final double COOLING = 0.97;
  private static final int MOST_CALM = 100;
  private static final int[] CLASS_FROM_RECORDS = {0, 60, 180};
  private static final int[] CLASS_FROM_RARITY = {1, 10, 100};

  boolean told;
  long offset;
  long opened;
  int records;
  int age;
  int calm;
  Kind kind = Kind.SPIKE;
  Severity severity = Severity.INFO;
  Direction direction = Direction.NONE;
  float score;
  float perWeek;
  boolean calibrated;
  boolean acknowledged;
  boolean beyondLimits;
  boolean stuck;
  boolean scattered;
  boolean shaped;
  private boolean misfit;
  float farthestOut;
  private float heat;
  final Figures figures = new Figures();
  final Map<Detector, Float> parts = new EnumMap<>(Detector.class);

  /** Takes one record; {@code hot} if the score came near the threshold. */
  void take(Signal signal, double threshold, boolean hot, double rowsPerDay) {
    age++;
    records += told ? 1 : 0;
    double before = figures.late();
    figures.follow(signal.distance());
    boolean on = hot || Math.abs(signal.distance()) >= FAR || (elsewhere() && !stuck);
    calm = on ? 0 : Math.min(calm + 1, MOST_RECORDS);
    if (calm <= SMOOTHED) {
      figures.take(signal.distance(), before, signal.day());
    }
    shaped |= signal.day().shaped();
    misfit |= figures.records() >= partOfDay(rowsPerDay) && shaped && figures.followsDay();
    stuck |= signal.sameness() >= 1;
    scattered |= signal.parts().getOrDefault(Detector.SCATTER, 0f) >= threshold;
    farthestOut = Math.max(farthestOut, signal.parts().getOrDefault(Detector.RANGE, 0f));
    heat = (float) Math.max(COOLING * heat, signal.score());
  }

  /** Whether it has not begun to calm down. */
  boolean goesOn() {
    return calm < GOES_ON || elsewhere();
  }

  /** Its alert opens with this record. */
  void open(Reading reading) {
    told = true;
    offset = reading.offset();
    opened = reading.time();
    records = 1;
  }

  /**
   * Whether it is over. Where the day has a shape, it takes a part of one to tell another level
   * from another time.
   */
  boolean over(double rowsPerDay) {
    boolean slow = shaped && (elsewhere() || LASTING.contains(kind));
    double records = slow ? partOfDay(rowsPerDay) : CALM_RECORDS;
    boolean settled = kind != Kind.SEASONAL_MISFIT && figures.steady() >= records;
    boolean away = elsewhere() && !stuck;
    boolean ended = away ? settled : calm >= records;
    return ended || age >= MOST_RECORDS;
  }

  private static double partOfDay(double rowsPerDay) {
    return Math.max(CALM_RECORDS, Math.min(MOST_CALM, rowsPerDay / 3));
  }

  /**
   * Whether it follows the shape of the day. If it did so for long, what it leaves behind tells no
   * more of it.
   */
  boolean misfits() {
    return misfit || (shaped && figures.followsDay());
  }

  private boolean elsewhere() {
    return Math.abs(figures.late()) >= ELSEWHERE;
  }

  /** How it ends, if it ends now. */
  Resolution resolution() {
    return elsewhere() || calm < CALM_RECORDS ? Resolution.NEW_NORMAL : Resolution.NORMAL;
  }

  /** The score that it was at of late. */
  float heat() {
    return heat;
  }

  /** The class of size by rarity and duration, 0 to 2. */
  int sizeClass(double acceptedPerWeek) {
    int sizeClass = beyondLimits ? 1 : 0;
    for (int i = 1; i < Severities.CLASSES; i++) {
      boolean rare = perWeek * CLASS_FROM_RARITY[i] <= acceptedPerWeek;
      sizeClass = rare || age - calm >= CLASS_FROM_RECORDS[i] ? i : sizeClass;
    }
    return sizeClass;
  }

  /** What is told of it; {@code reading} null if no record brought it about. */
  Notice notice(Change change, long time, Reading reading, Resolution resolution, Rank rank) {
    return new Notice(
        change,
        kind,
        severity,
        kind.hasDirection() ? direction : Direction.NONE,
        offset,
        opened,
        time,
        records,
        reading == null ? null : (Double) reading.value(),
        reading == null ? null : reading.expected(),
        score,
        perWeek,
        calibrated,
        parts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(parts)),
        resolution,
        acknowledged,
        rank);
  }

  int bytes() {
    return 1
        + 2 * Long.BYTES
        + 3 * Short.BYTES
        + 4 * Float.BYTES
        + Figures.BYTES
        + 4
        + parts.size() * (1 + Float.BYTES);
  }

  void write(ByteBuffer out) {
    int flags = told ? 1 : 0;
    flags |= (calibrated ? 2 : 0) | (acknowledged ? 4 : 0) | (beyondLimits ? 8 : 0);
    flags |= (stuck ? 16 : 0) | (scattered ? 32 : 0) | (shaped ? 64 : 0) | (misfit ? 128 : 0);
    out.put((byte) flags).putLong(offset).putLong(opened).putShort((short) records);
    out.putShort((short) age).putShort((short) calm).putFloat(score).putFloat(perWeek);
    out.putFloat(farthestOut).putFloat(heat);
    figures.write(out);
    EnumBytes.put(out, EnumBytes.KINDS, kind);
    EnumBytes.put(out, EnumBytes.SEVERITIES, severity);
    EnumBytes.put(out, EnumBytes.DIRECTIONS, direction);
    out.put((byte) parts.size());
    parts.forEach(
        (detector, part) -> {
          EnumBytes.put(out, EnumBytes.DETECTORS, detector);
          out.putFloat(part);
        });
  }

  static Incident read(ByteBuffer in, boolean first) {
    Incident incident = new Incident();
    int flags = in.get();
    incident.told = (flags & 1) != 0;
    incident.calibrated = (flags & 2) != 0;
    incident.acknowledged = (flags & 4) != 0;
    incident.beyondLimits = (flags & 8) != 0;
    incident.stuck = (flags & 16) != 0;
    incident.scattered = (flags & 32) != 0;
    incident.shaped = (flags & 64) != 0;
    incident.misfit = (flags & 128) != 0;
    incident.offset = in.getLong();
    incident.opened = in.getLong();
    incident.records = in.getShort();
    incident.age = in.getShort();
    incident.calm = in.getShort();
    incident.score = in.getFloat();
    incident.perWeek = in.getFloat();
    incident.farthestOut = in.getFloat();
    incident.heat = in.getFloat();
    if (first) {
      incident.figures.readFirst(in);
    } else {
      incident.figures.read(in);
    }
    incident.kind = EnumBytes.get(in, EnumBytes.KINDS);
    incident.severity = EnumBytes.get(in, EnumBytes.SEVERITIES);
    incident.direction = EnumBytes.get(in, EnumBytes.DIRECTIONS);
    int parts = in.get();
    for (int i = 0; i < parts; i++) {
      incident.parts.put(EnumBytes.get(in, EnumBytes.DETECTORS), in.getFloat());
    }
    return incident;
  }
}
