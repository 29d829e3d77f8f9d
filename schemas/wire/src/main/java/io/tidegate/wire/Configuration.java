package io.tidegate.wire;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * A process's settings, checked against one {@link ConfigDef}. Immutable.
 *
 * <p>Later sources win: properties file, environment, overrides. {@code TIDEGATE_HTTP_PORT} in the
 * environment sets {@code tidegate.http.port}; {@code KAFKA_...} sets {@code kafka....}, which is
 * passed to Kafka's clients untouched. An unknown {@code tidegate.*} key refuses. One file or
 * environment may serve several processes: a key that belongs to another process is left for that
 * one to check.
 */
public final class Configuration {
  /** Prefix of the keys that belong to this project. */
  public static final String OWN = "tidegate.";

  /** Prefix of the keys that go to Kafka's clients. */
  public static final String KAFKA = "kafka.";

  /** Prefix of the keys that go to the serde. */
  public static final String SERDE = "serde.";

  /** Prefix of the keys that go to the deserializer of foreign topics. */
  public static final String INPUT_DESERIALIZER = "tidegate.input.deserializer.";

  /** How the keys begin that one process alone defines, and which the others therefore skip. */
  private static final List<String> OF_ONE_PROCESS =
      List.of(
          "tidegate.alert",
          "tidegate.application.",
          "tidegate.checkpoint.",
          "tidegate.http.",
          "tidegate.input.",
          "tidegate.memory",
          "tidegate.model.wait",
          "tidegate.output.",
          "tidegate.rebalance.",
          "tidegate.series.",
          "tidegate.standby.",
          "tidegate.state.",
          "tidegate.time.",
          "tidegate.trainer.",
          "tidegate.view.");

  private final Map<String, Object> values;
  private final Map<String, String> given;

  private Configuration(Map<String, Object> values, Map<String, String> given) {
    this.values = Collections.unmodifiableMap(values);
    this.given = Collections.unmodifiableMap(given);
  }

  /**
   * Reads and checks.
   *
   * @param definition every {@code tidegate.*} key of the process
   * @param file a properties file, or null for none
   * @param environment usually {@link System#getenv()}
   * @param overrides keys that win over file and environment
   * @throws ConfigurationException with one line that names the key, or the file
   */
  public static Configuration load(
      ConfigDef definition,
      Path file,
      Map<String, String> environment,
      Map<String, String> overrides) {
    Map<String, Given> given = new TreeMap<>();
    if (file != null) {
      read(file).forEach((key, text) -> given.put(key, new Given(text, "file " + file)));
    }
    environment.forEach(
        (name, text) ->
            EnvironmentVariables.keyOf(name, text)
                .ifPresent(key -> given.put(key, new Given(text, "environment variable " + name))));
    overrides.forEach((key, text) -> given.put(key, new Given(text, "command line")));

    Map<String, String> own = new TreeMap<>();
    Map<String, String> passed = new TreeMap<>();
    given.forEach(
        (key, found) -> {
          if (isPassedOn(key)) {
            passed.put(key, found.text());
          } else if (definition.names().contains(key)) {
            own.put(key, found.text());
          } else if (!belongsToAnotherProcess(definition, key)) {
            throw unknown(definition, key, found.source());
          }
        });
    return new Configuration(parse(definition, own, given), passed);
  }

  private static boolean isPassedOn(String key) {
    return key.startsWith(KAFKA) || key.startsWith(SERDE) || key.startsWith(INPUT_DESERIALIZER);
  }

  /** A text and where it was found, in words. */
  private record Given(String text, String source) {}

  /** The text under {@code key}. */
  public String string(String key) {
    return (String) value(key);
  }

  /** The text under {@code key}, which is shown to nobody. */
  public String secret(String key) {
    return ((Password) value(key)).value();
  }

  /** The whole number under {@code key}. */
  public int integer(String key) {
    return (Integer) value(key);
  }

  /** The whole number under {@code key}. */
  public long longInteger(String key) {
    return (Long) value(key);
  }

  /** The number under {@code key}. */
  public double number(String key) {
    return (Double) value(key);
  }

  /** The switch under {@code key}. */
  public boolean flag(String key) {
    return (Boolean) value(key);
  }

  /** The list under {@code key}. */
  public List<String> list(String key) {
    return ((List<?>) value(key)).stream().map(Object::toString).toList();
  }

  /** The ISO-8601 duration under {@code key}; see {@link ConfigurationTypes#DURATION}. */
  public Duration duration(String key) {
    return Duration.parse(string(key));
  }

  /** The time zone under {@code key}; see {@link ConfigurationTypes#ZONE}. */
  public ZoneId zone(String key) {
    return ZoneId.of(string(key));
  }

  /** What goes to Kafka's clients, without the {@code kafka.} prefix. */
  public Map<String, Object> kafka() {
    return withoutPrefix(KAFKA);
  }

  /** What goes to the serde, without the {@code serde.} prefix. */
  public Map<String, Object> serde() {
    return withoutPrefix(SERDE);
  }

  /** What goes to the deserializer of foreign topics, without its prefix. */
  public Map<String, Object> inputDeserializer() {
    return withoutPrefix(INPUT_DESERIALIZER);
  }

  private Map<String, Object> withoutPrefix(String prefix) {
    Map<String, Object> passed = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            passed.put(key.substring(prefix.length()), value);
          }
        });
    return passed;
  }

  /** Every {@code tidegate.*} key that was given and every default, as text, in key order. */
  public Map<String, String> effective() {
    Map<String, String> effective = new TreeMap<>();
    values.forEach((key, value) -> effective.put(key, String.valueOf(value)));
    return effective;
  }

  private Object value(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no configuration key " + key);
    }
    return value;
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException("no configuration file " + file);
    } catch (CharacterCodingException e) {
      throw new ConfigurationException("configuration file " + file + " is not UTF-8");
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "cannot read configuration file " + file + ": " + e.getMessage());
    }
    Map<String, String> given = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> given.put(k, properties.getProperty(k).strip()));
    return given;
  }

  private static Map<String, Object> parse(
      ConfigDef definition, Map<String, String> own, Map<String, Given> given) {
    try {
      return definition.parse(own);
    } catch (ConfigException e) {
      String source =
          given.entrySet().stream()
              .filter(entry -> e.getMessage().contains(entry.getKey() + ":"))
              .map(entry -> " (" + entry.getValue().source() + ")")
              .findFirst()
              .orElse("");
      throw new ConfigurationException(e.getMessage() + source);
    }
  }

  private static boolean belongsToAnotherProcess(ConfigDef definition, String key) {
    return OF_ONE_PROCESS.stream()
        .anyMatch(
            beginning ->
                key.startsWith(beginning)
                    && definition.names().stream().noneMatch(name -> name.startsWith(beginning)));
  }

  private static ConfigurationException unknown(ConfigDef definition, String key, String source) {
    String hint =
        definition.names().stream()
            .min(Comparator.comparingInt(name -> EditDistance.between(name, key)))
            .filter(name -> EditDistance.between(name, key) <= Math.max(2, name.length() / 4))
            .map(name -> "did you mean " + name + "?")
            .orElse(
                key.startsWith(OWN)
                    ? "the process's README lists its keys"
                    : "the keys begin with " + OWN + ", " + KAFKA + " or " + SERDE);
    return new ConfigurationException(
        "unknown configuration key " + key + " (" + source + "); " + hint);
  }
}
