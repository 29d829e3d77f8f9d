package io.tidegate.kernel.series;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** Time of day in one zone. Immutable. */
public final class Calendar {
  private static final long DAY_MILLIS = 86_400_000;

  private final ZoneRules rules;
  private final boolean fixed;
  private final long fixedOffsetMillis;

  /** A calendar in {@code zone}. */
  public Calendar(ZoneId zone) {
    this.rules = zone.getRules();
    this.fixed = rules.isFixedOffset();
    this.fixedOffsetMillis = fixed ? 1_000L * offset(Instant.EPOCH).getTotalSeconds() : 0;
  }

  /** Whether a local clock never jumps. */
  boolean isFixed() {
    return fixed;
  }

  /** Milliseconds since local midnight at {@code time}, milliseconds since 1970-01-01T00:00Z. */
  public long millisOfDay(long time) {
    return Math.floorMod(localMillis(time), DAY_MILLIS);
  }

  /** What a local clock shows at {@code time}, as milliseconds since its 1970-01-01T00:00. */
  long localMillis(long time) {
    long offsetMillis =
        fixed ? fixedOffsetMillis : 1_000L * offset(Instant.ofEpochMilli(time)).getTotalSeconds();
    return time + offsetMillis;
  }

  private ZoneOffset offset(Instant instant) {
    return rules.getOffset(instant);
  }
}
