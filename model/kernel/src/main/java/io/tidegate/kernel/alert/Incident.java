package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * An incident of values. It begins when a score is rare enough; whether it may be told is another
 * question, so that one that began in quiet hours is told after them, if it still is on.
 */
final class Incident {
  /** Records that the score must stay low for until an incident is over. */
  static final int CALM_RECORDS = FalseAlarmRate.QUIET_ROWS;

  /** Records after which every incident is over. */
  static final int MOST_RECORDS = FalseAlarmRate.LONGEST_ROWS;

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
  final Map<Detector, Float> parts = new EnumMap<>(Detector.class);

  /** Takes one record; {@code hot} if the score came near the threshold. */
  void take(boolean hot) {
    age++;
    records += told ? 1 : 0;
    calm = hot ? 0 : calm + 1;
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

  boolean calm() {
    return calm >= CALM_RECORDS;
  }

  boolean old() {
    return age >= MOST_RECORDS;
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

  void write(ByteBuffer out) {
    int flags = told ? 1 : 0;
    flags |= (calibrated ? 2 : 0) | (acknowledged ? 4 : 0) | (beyondLimits ? 8 : 0);
    out.put((byte) flags).putLong(offset).putLong(opened).putShort((short) records);
    out.putShort((short) age).put((byte) calm).putFloat(score).putFloat(perWeek);
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

  static Incident read(ByteBuffer in) {
    Incident incident = new Incident();
    int flags = in.get();
    incident.told = (flags & 1) != 0;
    incident.calibrated = (flags & 2) != 0;
    incident.acknowledged = (flags & 4) != 0;
    incident.beyondLimits = (flags & 8) != 0;
    incident.offset = in.getLong();
    incident.opened = in.getLong();
    incident.records = in.getShort();
    incident.age = in.getShort();
    incident.calm = in.get();
    incident.score = in.getFloat();
    incident.perWeek = in.getFloat();
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
