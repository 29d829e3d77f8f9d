package io.tidegate.kernel.series;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/**
 * How series are read: in which calendar, and with which parts of the model. Immutable,
 * thread-safe.
 */
public final class Recipe {
  private final Calendar calendar;
  private final Set<Part> parts;

  /** The calendar of {@code zone}, and every part but those of {@code without}. */
  public Recipe(ZoneId zone, Set<Part> without) {
    this.calendar = new Calendar(zone);
    this.parts = EnumSet.allOf(Part.class);
    this.parts.removeAll(without);
  }

  /** Time of day. */
  public Calendar calendar() {
    return calendar;
  }

  /** Whether a part is in use. */
  public boolean has(Part part) {
    return parts.contains(part);
  }
}
