package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import io.tidegate.stream.topology.UnreadableRecords;
import io.tidegate.wire.ConfigurationException;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** One Avro record a record, in whichever frame a deserializer takes it out of. */
final class AvroFormat implements InputFormat {
  private final Deserializer<?> deserializer;

  private AvroFormat(Deserializer<?> deserializer) {
    this.deserializer = deserializer;
  }

  /**
   * By the deserializer that the settings name.
   *
   * @throws ConfigurationException if there is none, or it refuses its settings
   */
  static AvroFormat of(InputSettings.Avro settings) {
    if (settings.deserializer().isEmpty()) {
      return new AvroFormat(new SingleObjectRecords(settings.schemas()));
    }
    Deserializer<?> made = make(settings.deserializer());
    try {
      made.configure(settings.settings(), false);
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          InputSettings.DESERIALIZER
              + ": "
              + settings.deserializer()
              + " refused its settings "
              + settings.settings().keySet()
              + ": "
              + e);
    }
    return new AvroFormat(made);
  }

  private static Deserializer<?> make(String name) {
    try {
      return Class.forName(name)
          .asSubclass(Deserializer.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new ConfigurationException(
          InputSettings.DESERIALIZER
              + ": expected a class on the class path, with a public constructor without arguments,"
              + " that implements "
              + Deserializer.class.getName()
              + ", found "
              + name
              + " ("
              + e
              + ")");
    }
  }

  @Override
  public Optional<Fields> read(String topic, Headers headers, byte[] value) {
    Object datum;
    try {
      datum = deserializer.deserialize(topic, headers, value);
    } catch (RuntimeException e) {
      if (UnreadableRecords.unreachable(e)) {
        throw e;
      }
      throw RefusedRecordException.at(
          FieldPath.WHOLE.text(),
          "an Avro record",
          Shown.beginningOf(value) + " (" + rootOf(e).getMessage() + ")");
    }
    if (datum instanceof IndexedRecord record) {
      return Optional.of(new AvroFields(record));
    }
    throw RefusedRecordException.at(
        FieldPath.WHOLE.text(),
        "an Avro record",
        datum == null ? "nothing" : "a " + datum.getClass().getName());
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
