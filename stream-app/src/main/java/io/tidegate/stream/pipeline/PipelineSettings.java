package io.tidegate.stream.pipeline;

import io.tidegate.stream.config.StreamSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One properties file for the two processes: the pipeline's own defaults, over them what the user
 * set, over that what holds it together. A variable of the environment wins over the defaults
 * alone.
 */
public final class PipelineSettings {
  /** Key of the number of observations between two retrainings. */
  public static final String EVERY = "tidegate.trainer.every.observations";

  private final Map<String, String> environment;
  private final Properties keys = new Properties();
  private final Set<String> decided = new TreeSet<>();

  /** Begins with what the environment says. */
  public PipelineSettings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Sets what may be set otherwise. */
  public PipelineSettings byDefault(String key, String value) {
    if (!decided.contains(key)) {
      keys.setProperty(key, value);
    }
    return this;
  }

  /** Sets what the environment does not change. */
  public PipelineSettings always(Map<String, String> settings) {
    settings.forEach(keys::setProperty);
    decided.addAll(settings.keySet());
    return this;
  }

  /** The text under a key of these settings, unless the environment has another. */
  public String get(String key) {
    String variable = variable(key);
    return !decided.contains(key) && environment.containsKey(variable)
        ? environment.get(variable)
        : keys.getProperty(key);
  }

  /** Variables of the environment that must not reach a process which reads the file. */
  public Set<String> overruled() {
    return decided.stream().map(PipelineSettings::variable).collect(Collectors.toSet());
  }

  /** Writes the file and reads it as the stream application's settings. */
  public StreamSettings write(Path file) {
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      keys.store(writer, null);
    } catch (IOException e) {
      throw new PipelineException("cannot write " + file + ": " + e, e);
    }
    Map<String, String> rest = new HashMap<>(environment);
    rest.keySet().removeAll(overruled());
    rest.remove(TrainerJar.VARIABLE);
    return StreamSettings.load(file, rest, Map.of());
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
