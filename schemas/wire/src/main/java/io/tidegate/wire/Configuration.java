package io.tidegate.wire;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A process's settings, checked against one {@link ConfigDef}. Immutable.
 *
 * <p>Later sources win: properties file, environment, overrides. {@code TIDEGATE_HTTP_PORT} in the
 * environment sets {@code tidegate.http.port}; {@code KAFKA_...} sets {@code kafka....}, which is
 * passed to Kafka's clients untouched. An unknown {@code tidegate.*} key refuses.
 */
public final class Configuration {
  /** Prefix of the keys that belong to this project. */
  public static final String OWN = "tidegate.";

  /** Prefix of the keys that go to Kafka's clients. */
  public static final String KAFKA = "kafka.";

  /** Prefix of the keys that go to the serde. */
  public static final String SERDE = "serde.";

  /** Variables of the environment that look like keys but steer the JVM's start. */
  private static final Set<String> LAUNCHER_VARIABLES =
      Set.of("TIDEGATE_VECTOR", "TIDEGATE_JAVA_OPTS");

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
    Map<String, String> given = new TreeMap<>();
    if (file != null) {
      given.putAll(read(file));
    }
    environment.forEach((name, value) -> putVariable(given, name, value));
    given.putAll(overrides);
    for (String key : given.keySet()) {
      refuseUnknown(definition, key, file);
    }
    Map<String, String> own = new HashMap<>(given);
    own.keySet().removeIf(key -> !key.startsWith(OWN));
    try {
      return new Configuration(definition.parse(own), given);
    } catch (ConfigException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  /** The text under {@code key}. */
  public String string(String key) {
    return (String) value(key);
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
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "cannot read configuration file " + file + ": " + e.getMessage());
    }
    Map<String, String> given = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> given.put(k, properties.getProperty(k).strip()));
    return given;
  }

  private static void putVariable(Map<String, String> given, String name, String value) {
    boolean ours = name.startsWith("TIDEGATE_") && !LAUNCHER_VARIABLES.contains(name);
    if (ours || name.startsWith("KAFKA_")) {
      given.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
    }
  }

  private static void refuseUnknown(ConfigDef definition, String key, Path file) {
    if (key.startsWith(KAFKA) || key.startsWith(SERDE) || definition.names().contains(key)) {
      return;
    }
    String nearest =
        definition.names().stream()
            .min(java.util.Comparator.comparingInt(name -> EditDistance.between(name, key)))
            .orElse("none");
    throw new ConfigurationException(
        "unknown configuration key "
            + key
            + (file == null ? "" : " (file " + file + " or environment)")
            + "; did you mean "
            + nearest
            + "?");
  }
}
