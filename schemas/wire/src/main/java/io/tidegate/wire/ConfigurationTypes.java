package io.tidegate.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validators for the types that {@link ConfigDef} does not have. */
public final class ConfigurationTypes {
  /** An ISO-8601 duration such as PT1H or P1D: at least a millisecond, and in the range of long. */
  public static final ConfigDef.Validator DURATION =
      validator(
          "a positive ISO-8601 duration such as PT1H", text -> Duration.parse(text).toMillis() > 0);

  /** A zone id such as UTC or Europe/Zurich. */
  public static final ConfigDef.Validator ZONE =
      validator("a time zone id such as UTC or Europe/Zurich", text -> ZoneId.of(text) != null);

  private ConfigurationTypes() {}

  /** Makes a validator out of a test on the text; one that throws because of it counts as false. */
  public static ConfigDef.Validator validator(
      String expected, java.util.function.Predicate<String> test) {
    return new ConfigDef.Validator() {
      @Override
      public void ensureValid(String name, Object value) {
        boolean valid;
        try {
          valid = value != null && test.test(value.toString());
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
          valid = false;
        }
        if (!valid) {
          throw new ConfigException(name, value, "expected " + expected);
        }
      }

      @Override
      public String toString() {
        return expected;
      }
    };
  }
}
