package io.tidegate.stream.config;

import io.tidegate.wire.ConfigurationTypes;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/** Sizes of memory as people write them, in bytes or with a unit: 268435456, 256MiB, 256m, 2GB. */
final class MemorySize {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)(i?b)?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40);

  private MemorySize() {}

  /**
   * Reads one; a unit is a power of 1,024, whether it is written with an i or not.
   *
   * @return bytes
   * @throws IllegalArgumentException if it is none
   */
  static long parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no size: " + text);
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << SHIFTS.get(matcher.group(2)));
  }

  /** A size of at least so many bytes. */
  static ConfigDef.Validator atLeast(long bytes) {
    return ConfigurationTypes.validator(
        "a size of at least " + (bytes >> 20) + "MiB, such as 512MiB or 2GiB",
        text -> parse(text) >= bytes);
  }
}
