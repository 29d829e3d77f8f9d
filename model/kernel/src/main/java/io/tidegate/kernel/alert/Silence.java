package io.tidegate.kernel.alert;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * When a series was last heard of, how long it is usually silent, and whether its data is missing.
 *
 * <p>A silence is usual if one as long was there before: the second longest is remembered, and both
 * fade with a half-life of {@value #HALF_LIFE_DAYS} days of event time. Data is missing when the
 * series was silent for as many steps as the rules say, but at least for twice what is usual; the
 * alert is of the second class of size after four times that, of the third after sixteen times. One
 * that somebody ended opens again when it is due anew, by what they said, as an alert of its own.
 */
final class Silence {
  static final int BYTES = 5 * Long.BYTES + 2 * Float.BYTES + 3;
  static final int HALF_LIFE_DAYS = 56;

  private static final double FADING = Math.log(2) / (HALF_LIFE_DAYS * 86_400_000.0);
  private static final long NOBODY = -1;
  private static final int GAP_STEPS = 4;
  private static final int CLASSES_APART = 4;

  private long lastTime;
  private long namesake = NOBODY;
  private long lastOffset = NOBODY;
  private long stepMillis;
  private float longest;
  private float usual;
  private boolean open;
  private boolean acknowledged;
  private int sizeClass;
  private Severity severity = Severity.INFO;
  private long opened;

  boolean open() {
    return open;
  }

  /** Takes an observation: what was missing has come back. */
  Optional<Notice> ended(Reading reading) {
    Optional<Notice> notice = resolve(Resolution.DATA_CAME_BACK, reading.time(), reading.value());
    if (lastOffset >= 0) {
      learn(reading.time() - lastTime);
    }
    lastTime = reading.time();
    lastOffset = reading.offset();
    stepMillis = reading.stepMillis();
    namesake = lastOffset;
    return notice;
  }

  private void learn(long gap) {
    double kept = Math.max(0, 1 - FADING * gap);
    longest *= (float) kept;
    usual *= (float) kept;
    if (gap >= longest) {
      usual = longest;
      longest = gap;
    } else {
      usual = Math.max(usual, (float) gap);
    }
  }

  /** Whether some values before this one, though perhaps not enough to be told, did not come. */
  boolean gapBefore(Reading reading) {
    return lastOffset >= 0 && reading.time() - lastTime > GAP_STEPS * reading.stepMillis();
  }

  /** Event time at which the silence is news; {@link Long#MAX_VALUE} if it never will be. */
  long deadline(AlertRules rules, long expectedUntil, ZoneId zone) {
    boolean silent = namesake < 0 || stepMillis == 0;
    boolean told = open && (acknowledged || sizeClass == Severities.CLASSES - 1);
    if (silent || told || !rules.on() || rules.missingSteps() == 0) {
      return Long.MAX_VALUE;
    }
    long due = Math.max(lastTime + patience(rules, open ? sizeClass + 1 : 0), expectedUntil);
    return rules.quiet() == null ? due : rules.quiet().over(due, zone);
  }

  private long patience(AlertRules rules, int forClass) {
    long steps = rules.missingSteps() * stepMillis;
    long patience = Math.max(steps, 2 * (long) usual);
    for (int i = 0; i < forClass; i++) {
      patience *= CLASSES_APART;
    }
    return patience;
  }

  /** The deadline has passed. */
  Optional<Notice> missed(AlertRules rules, long now) {
    Change change = open ? Change.ESCALATED : Change.OPENED;
    sizeClass = open ? sizeClass + 1 : 0;
    while (sizeClass + 1 < Severities.CLASSES && now - lastTime >= patience(rules, sizeClass + 1)) {
      sizeClass++;
    }
    Severity reached = rules.severities().of(sizeClass);
    if (open && reached.compareTo(severity) <= 0) {
      return Optional.empty();
    }
    opened = open ? opened : now;
    open = true;
    severity = reached;
    return Optional.of(notice(change, now, null, null));
  }

  /** Somebody knows of it. */
  void acknowledge() {
    acknowledged = open;
  }

  /** A silence of this length is usual from now on. */
  void wasFalse(long now) {
    usual = Math.max(usual, (float) (now - lastTime));
    longest = Math.max(longest, usual);
  }

  /** Ends what is open; it opens again, if it is due, named after the record of who said so. */
  Optional<Notice> resolve(Resolution resolution, Feedback feedback) {
    Optional<Notice> notice = resolve(resolution, feedback.now(), null);
    namesake = notice.isPresent() ? feedback.offset() : namesake;
    return notice;
  }

  /** Ends what is open; it does not open again before the series was heard of. */
  Optional<Notice> resolve(Resolution resolution, long now, Double value) {
    if (!open) {
      return Optional.empty();
    }
    Notice notice = notice(Change.RESOLVED, now, value, resolution);
    open = false;
    acknowledged = false;
    namesake = NOBODY;
    return Optional.of(notice);
  }

  /** Offset of the record that an alert is named after: usually of the last observation. */
  long namesake() {
    return namesake;
  }

  /** Event time of the last observation; 0 before any. */
  long lastTime() {
    return lastTime;
  }

  /** From now on the last observation counts as that of {@code offset}. */
  void movedTo(long offset) {
    lastOffset = lastOffset < 0 ? lastOffset : offset;
    namesake = namesake < 0 ? namesake : offset;
  }

  private Notice notice(Change change, long now, Double value, Resolution resolution) {
    return new Notice(
        change,
        Kind.MISSING_DATA,
        severity,
        Direction.NONE,
        namesake,
        opened,
        now,
        0,
        value,
        null,
        0,
        0,
        true,
        Map.of(),
        resolution,
        acknowledged,
        null);
  }

  void write(ByteBuffer out) {
    int flags = (open ? 1 : 0) | (acknowledged ? 2 : 0);
    out.putLong(namesake);
    out.putLong(lastTime).putLong(lastOffset).putLong(stepMillis).putFloat(longest).putFloat(usual);
    out.put((byte) flags).put((byte) sizeClass).putLong(opened);
    EnumBytes.put(out, EnumBytes.SEVERITIES, severity);
  }

  void read(ByteBuffer in, boolean first) {
    namesake = first ? NOBODY : in.getLong();
    lastTime = in.getLong();
    lastOffset = in.getLong();
    stepMillis = in.getLong();
    longest = in.getFloat();
    usual = in.getFloat();
    int flags = in.get();
    open = (flags & 1) != 0;
    acknowledged = (flags & 2) != 0;
    if (first) {
      boolean dismissed = (flags & 4) != 0;
      namesake = dismissed ? NOBODY : lastOffset;
    }
    sizeClass = in.get();
    opened = in.getLong();
    severity = EnumBytes.get(in, EnumBytes.SEVERITIES);
  }
}
