package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import io.tidegate.stream.topology.UnreadableRecords;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * Format and mapping in one: the bytes of a foreign record become events. Used by one thread, as
 * deserializers are.
 */
public final class RecordMapper implements AutoCloseable {
  private final InputFormat format;
  private final Mapping mapping;

  /**
   * Prepares.
   *
   * @throws io.tidegate.wire.ConfigurationException if the settings cannot be used
   */
  public RecordMapper(InputSettings settings) {
    format = InputFormat.of(settings);
    mapping = Mapping.of(settings, format);
  }

  /**
   * Reads and maps one record.
   *
   * @param value as it came; may be null
   * @return none for what is no record by design, as a file's header
   * @throws RefusedRecordException if it does not fit
   */
  public List<SeriesEvent> map(ForeignRecord record, Headers headers, byte[] value) {
    if (value == null) {
      throw RefusedRecordException.at(
          FieldPath.WHOLE.text(), "a value", "none (a tombstone of a compacted topic)");
    }
    try {
      return format
          .read(record.topic(), headers, value)
          .map(fields -> mapping.map(record, fields))
          .orElse(List.of());
    } catch (RefusedRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      // A foreign deserializer may throw anything; only where its registry cannot be reached is the
      // record not to blame.
      if (UnreadableRecords.unreachable(e)) {
        throw e;
      }
      throw RefusedRecordException.at(
          FieldPath.WHOLE.text(), "a record that can be read", e.toString());
    }
  }

  @Override
  public void close() {
    format.close();
  }
}
