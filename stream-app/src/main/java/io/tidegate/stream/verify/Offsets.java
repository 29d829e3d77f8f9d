package io.tidegate.stream.verify;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Offsets of the observations topic as a user gives them: one for all partitions, or one for each
 * of some. Immutable.
 */
public final class Offsets {
  /** None given. */
  public static final Offsets NONE = new Offsets(OptionalLong.empty(), Map.of());

  private final OptionalLong all;
  private final Map<Integer, Long> some;

  private Offsets(OptionalLong all, Map<Integer, Long> some) {
    this.all = all;
    this.some = some;
  }

  /**
   * Reads {@code 1000}, or {@code 0:1000,1:2000} (partition:offset).
   *
   * @throws IllegalArgumentException in one sentence, for anything else
   */
  public static Offsets parse(String text) {
    if (!text.contains(":")) {
      return new Offsets(OptionalLong.of(number(text, Long.MAX_VALUE, text)), Map.of());
    }
    Map<Integer, Long> some = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.split(":", -1);
      if (pair.length != 2) {
        throw malformed(text);
      }
      int partition = (int) number(pair[0], Integer.MAX_VALUE, text);
      if (some.put(partition, number(pair[1], Long.MAX_VALUE, text)) != null) {
        throw new IllegalArgumentException(
            "expected each partition once, found " + partition + " twice in " + text);
      }
    }
    return new Offsets(OptionalLong.empty(), some);
  }

  private static long number(String part, long most, String whole) {
    try {
      long number = Long.parseLong(part.strip());
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw malformed(whole);
    }
    throw malformed(whole);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "expected an offset, or PARTITION:OFFSET,... such as 0:1000,1:2000, found " + text);
  }

  /** The offset of a partition, or {@code otherwise} where none is given. */
  public long of(int partition, long otherwise) {
    return some.getOrDefault(partition, all.orElse(otherwise));
  }

  /** The partitions that are named. */
  public Set<Integer> named() {
    return some.keySet();
  }
}
