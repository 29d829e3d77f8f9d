package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.wire.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Foreign records in Avro's single-object encoding; the writers' schemas are files. */
final class SingleObjectRecords implements Deserializer<GenericRecord> {
  private final SchemaStore.Cache schemas = new SchemaStore.Cache();

  /**
   * @param files .avsc, each complete in itself
   * @throws ConfigurationException if there are none, or one cannot be read
   */
  SingleObjectRecords(List<String> files) {
    if (files.isEmpty()) {
      throw new ConfigurationException(
          InputSettings.AVRO_SCHEMAS
              + ": expected the .avsc files of the writers' schemas, or a registry's deserializer in "
              + InputSettings.DESERIALIZER
              + ", found neither");
    }
    files.forEach(file -> schemas.addSchema(read(Path.of(file.strip()))));
  }

  private static Schema read(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException | AvroRuntimeException e) {
      throw new ConfigurationException(
          InputSettings.AVRO_SCHEMAS + ": cannot read the schema in " + file + ": " + e);
    }
  }

  @Override
  public GenericRecord deserialize(String topic, byte[] bytes) {
    try {
      // The reader's schema is the writer's: nothing is resolved, every field is there.
      return decoder(bytes).decode(bytes);
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }

  private BinaryMessageDecoder<GenericRecord> decoder(byte[] bytes) {
    if (bytes.length < 10 || bytes[0] != (byte) 0xC3 || bytes[1] != 0x01) {
      throw new SerializationException(
          "not Avro's single-object encoding, which begins with C3 01 and a fingerprint");
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    Schema writer = schemas.findByFingerprint(fingerprint);
    if (writer == null) {
      throw new SerializationException(
          String.format(
              "unknown schema fingerprint %016x: add the writer's .avsc to %s",
              fingerprint, InputSettings.AVRO_SCHEMAS));
    }
    return new BinaryMessageDecoder<>(GenericData.get(), writer, schemas);
  }
}
