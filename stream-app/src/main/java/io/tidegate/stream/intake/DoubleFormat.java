package io.tidegate.stream.intake;

import io.tidegate.stream.topology.RefusedRecordException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** One number a record, as Kafka's DoubleSerializer writes it: 8 bytes, highest first. */
final class DoubleFormat implements InputFormat {
  @Override
  public Optional<Fields> read(String topic, Headers headers, byte[] value) {
    if (value.length != Double.BYTES) {
      throw RefusedRecordException.at(
          FieldPath.WHOLE.text(),
          "a double of " + Double.BYTES + " bytes",
          Shown.beginningOf(value));
    }
    return Optional.of(new NumberFields(ByteBuffer.wrap(value).getDouble()));
  }
}
