package io.tidegate.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serde;

/** The serde of every event, chosen by class name so that a registry's can take its place. */
public final class EventSerde {
  /** Configuration key of the class. */
  public static final String CLASS = "tidegate.serde";

  private EventSerde() {}

  /** Adds the serde's keys to a process's configuration. */
  public static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            CLASS,
            ConfigDef.Type.STRING,
            SingleObjectSerde.class.getName(),
            ConfigDef.Importance.MEDIUM,
            "Class of the events' serde: a Kafka Serde of Avro's SpecificRecord."
                + " Keys that begin with serde. are passed to it.")
        .define(
            SingleObjectSerde.SCHEMAS,
            ConfigDef.Type.LIST,
            "",
            ConfigDef.Importance.LOW,
            "Files (.avsc, each complete in itself) of newer versions' schemas that the default"
                + " serde shall read too.");
  }

  /**
   * Makes a configured serde of values.
   *
   * @throws ConfigurationException if the class cannot be found, is no serde, or refuses its
   *     configuration
   */
  @SuppressWarnings("unchecked")
  public static Serde<SpecificRecord> of(Configuration configuration) {
    EventSchemas.trust();
    String name = configuration.string(CLASS);
    Serde<SpecificRecord> serde;
    try {
      serde =
          (Serde<SpecificRecord>)
              Class.forName(name).asSubclass(Serde.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new ConfigurationException(
          CLASS
              + ": expected a class with a public constructor without arguments that implements "
              + Serde.class.getName()
              + ", found "
              + name
              + " ("
              + e
              + ")");
    }
    Map<String, Object> settings = new HashMap<>(configuration.kafka());
    settings.putAll(configuration.serde());
    settings.put(SingleObjectSerde.SCHEMAS, configuration.list(SingleObjectSerde.SCHEMAS));
    try {
      serde.configure(settings, false);
    } catch (ConfigurationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ConfigurationException(CLASS + ": " + name + " refused its configuration: " + e);
    }
    return serde;
  }
}
