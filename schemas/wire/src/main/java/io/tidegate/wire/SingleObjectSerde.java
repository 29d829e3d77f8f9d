package io.tidegate.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro's single-object encoding: two marker bytes C3 01, the 8-byte little-endian CRC-64-AVRO
 * fingerprint of the writer's schema, the body. Self-describing without a registry: every event
 * type of this version is known, and schemas of other versions are added by {@value #SCHEMAS}.
 *
 * <p>Source: Apache Avro specification, "Single-object encoding". Thread-safe.
 */
public final class SingleObjectSerde implements Serde<SpecificRecord> {
  /** Configuration key: comma-separated .avsc files of further writers' schemas. */
  public static final String SCHEMAS = "tidegate.serde.schemas";

  private static final int HEADER_BYTES = 10;

  private final Map<Long, BinaryMessageDecoder<SpecificRecord>> decoders = new HashMap<>();
  private final Map<Schema, BinaryMessageEncoder<SpecificRecord>> encoders = new HashMap<>();
  private final Map<String, Schema> readers = new HashMap<>();

  /** Knows the event types of this version. */
  public SingleObjectSerde() {
    for (Schema schema : EventSchemas.ALL) {
      readers.put(schema.getFullName(), schema);
      encoders.put(schema, new BinaryMessageEncoder<>(dataOf(schema), schema));
      accept(schema);
    }
  }

  @Override
  public void configure(Map<String, ?> configuration, boolean isKey) {
    Object files = configuration.get(SCHEMAS);
    List<?> names = files instanceof List<?> list ? list : splitNames(files);
    for (Object name : names) {
      accept(readSchema(Path.of(name.toString().strip())));
    }
  }

  /**
   * Lets records written with {@code writer} be read as this version's type of the same name.
   *
   * @throws IllegalArgumentException if no event type has that name
   */
  public void accept(Schema writer) {
    Schema reader = readers.get(writer.getFullName());
    if (reader == null) {
      throw new IllegalArgumentException(
          "schema " + writer.getFullName() + " is none of " + readers.keySet());
    }
    BinaryMessageDecoder<SpecificRecord> decoder =
        new BinaryMessageDecoder<>(dataOf(reader), reader);
    decoder.addSchema(writer);
    decoders.put(SchemaNormalization.parsingFingerprint64(writer), decoder);
  }

  @Override
  public Serializer<SpecificRecord> serializer() {
    return (topic, event) -> event == null ? null : encode(event);
  }

  @Override
  public Deserializer<SpecificRecord> deserializer() {
    return (topic, bytes) -> bytes == null ? null : decode(bytes);
  }

  private byte[] encode(SpecificRecord event) {
    BinaryMessageEncoder<SpecificRecord> encoder = encoders.get(event.getSchema());
    if (encoder == null) {
      throw new SerializationException(
          "schema " + event.getSchema().getFullName() + " is none of " + readers.keySet());
    }
    try {
      ByteBuffer bytes = encoder.encode(event);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("cannot encode a " + event.getSchema().getName(), e);
    }
  }

  private SpecificRecord decode(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 0x01) {
      throw new SerializationException(
          "not Avro single-object encoding: expected C3 01 and a fingerprint, found "
              + beginningOf(bytes));
    }
    long fingerprint = fingerprintOf(bytes);
    BinaryMessageDecoder<SpecificRecord> decoder = decoders.get(fingerprint);
    if (decoder == null) {
      throw new SerializationException(
          String.format(
              "unknown schema fingerprint %016x: add the writer's .avsc to %s",
              fingerprint, SCHEMAS));
    }
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("malformed Avro body: " + e.getMessage(), e);
    }
  }

  private static long fingerprintOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(2);
  }

  private static String beginningOf(byte[] bytes) {
    return bytes.length == 0
        ? "no bytes"
        : HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, HEADER_BYTES));
  }

  private static SpecificData dataOf(Schema schema) {
    try {
      Class<?> type = Class.forName(schema.getFullName());
      return SpecificData.getForClass(type.asSubclass(SpecificRecordBase.class));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> splitNames(Object names) {
    return names == null || names.toString().isBlank()
        ? List.of()
        : List.of(names.toString().split(",", -1));
  }

  private static Schema readSchema(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read schema " + file + " named by " + SCHEMAS, e);
    }
  }
}
