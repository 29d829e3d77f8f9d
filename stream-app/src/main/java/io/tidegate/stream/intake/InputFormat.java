package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.wire.ConfigurationException;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** How the bytes of a foreign record become fields. Used by one thread. */
public sealed interface InputFormat extends AutoCloseable
    permits JsonFormat, CsvFormat, DoubleFormat, AvroFormat {

  /**
   * Reads a record's value.
   *
   * @param value not null
   * @return empty for what is no record by design, as a file's header
   * @throws io.tidegate.stream.topology.RefusedRecordException if it is not of this format
   */
  Optional<Fields> read(String topic, Headers headers, byte[] value);

  /**
   * What {@code text} in the configuration leads to.
   *
   * @throws IllegalArgumentException with a sentence about a text that is no path
   */
  default FieldPath path(String text) {
    return FieldPath.of(text);
  }

  @Override
  default void close() {}

  /**
   * The format that the settings name.
   *
   * @throws ConfigurationException if it cannot be made of them
   */
  static InputFormat of(InputSettings settings) {
    return switch (settings.format()) {
      case "json" -> new JsonFormat();
      case "csv" -> new CsvFormat(settings.csv());
      case "double" -> new DoubleFormat();
      case "avro" -> AvroFormat.of(settings.avro());
      default ->
          throw new ConfigurationException(
              InputSettings.FORMAT
                  + ": expected avro, json, csv or double, found "
                  + settings.format());
    };
  }
}
