package io.tidegate.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro's single-object encoding: two marker bytes C3 01, the 8-byte little-endian CRC-64-AVRO
 * fingerprint of the writer's schema, the body, nothing after it. Self-describing without a
 * registry: this version's schemas and those of released versions are known, and schemas of other
 * versions are added by {@value #SCHEMAS}.
 *
 * <p>Whatever cannot be written or read throws {@link SerializationException}. Thread-safe.
 *
 * <p>Source: Apache Avro specification, "Single-object encoding".
 */
public final class SingleObjectSerde implements Serde<SpecificRecord> {
  /** Configuration key: comma-separated .avsc files of further writers' schemas. */
  public static final String SCHEMAS = "tidegate.serde.schemas";

  private static final int HEADER_BYTES = 10;

  private final Map<Class<?>, BinaryMessageEncoder<SpecificRecord>> encoders = new HashMap<>();
  private final Map<String, Schema> readers = new TreeMap<>();

  /** By the fingerprint of the writer's schema. */
  private final Map<Long, DatumReader<SpecificRecord>> decoders = new ConcurrentHashMap<>();

  /** Knows the event types of this version and of the versions before it. */
  public SingleObjectSerde() {
    for (Schema schema : EventSchemas.ALL) {
      Class<? extends SpecificRecordBase> type = typeOf(schema);
      readers.put(schema.getFullName(), schema);
      encoders.put(type, new BinaryMessageEncoder<>(SpecificData.getForClass(type), schema));
      accept(schema);
    }
    EventSchemas.history().forEach(this::accept);
  }

  /**
   * Adds the schemas named by {@value #SCHEMAS}.
   *
   * @throws ConfigurationException if a file is missing, is no complete schema, is the schema of no
   *     event, or cannot be read as this version's
   */
  @Override
  public void configure(Map<String, ?> configuration, boolean isKey) {
    Object files = configuration.get(SCHEMAS);
    List<?> names = files instanceof List<?> list ? list : splitNames(files);
    for (Object name : names) {
      acceptFile(Path.of(name.toString().strip()));
    }
  }

  /**
   * Lets records written with {@code writer} be read as this version's type of the same name.
   *
   * @throws IllegalArgumentException if no event type has that name, or this version's lacks what
   *     it takes to read the writer's
   */
  public void accept(Schema writer) {
    Schema reader = readers.get(writer.getFullName());
    if (reader == null) {
      throw new IllegalArgumentException(
          "schema " + writer.getFullName() + " is none of " + readers.keySet());
    }
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (compatibility.getType() != SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
      throw new IllegalArgumentException(
          "schema "
              + writer.getFullName()
              + " cannot be read as this version's: "
              + compatibility.getResult().getIncompatibilities());
    }
    decoders.put(
        SchemaNormalization.parsingFingerprint64(writer),
        new SpecificDatumReader<>(writer, reader, SpecificData.getForClass(typeOf(reader))));
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
    BinaryMessageEncoder<SpecificRecord> encoder = encoders.get(event.getClass());
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
      throw new SerializationException(
          "cannot encode a " + event.getSchema().getName() + ": " + e.getMessage(), e);
    }
  }

  private SpecificRecord decode(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 0x01) {
      throw new SerializationException(
          "not Avro single-object encoding: expected C3 01 and a fingerprint, found "
              + beginningOf(bytes));
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    DatumReader<SpecificRecord> reader = decoders.get(fingerprint);
    if (reader == null) {
      throw new SerializationException(
          String.format(
              "unknown schema fingerprint %016x: add the writer's .avsc to %s",
              fingerprint, SCHEMAS));
    }
    // From the array itself, not through a stream: only so does Avro compare a length that the
    // body claims with the bytes that are there, before it allocates.
    BinaryDecoder body =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, (BinaryDecoder) null);
    return read(reader, body);
  }

  private static SpecificRecord read(DatumReader<SpecificRecord> reader, BinaryDecoder body) {
    SpecificRecord event;
    boolean complete;
    try {
      event = reader.read(null, body);
      complete = body.isEnd();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("malformed Avro body: " + e, e);
    }
    if (!complete) {
      throw new SerializationException("malformed Avro body: bytes are left after the last field");
    }
    return event;
  }

  private static String beginningOf(byte[] bytes) {
    return bytes.length == 0
        ? "no bytes"
        : HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, HEADER_BYTES));
  }

  private static Class<? extends SpecificRecordBase> typeOf(Schema schema) {
    try {
      return Class.forName(schema.getFullName()).asSubclass(SpecificRecordBase.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> splitNames(Object names) {
    return names == null || names.toString().isBlank()
        ? List.of()
        : List.of(names.toString().split(",", -1));
  }

  private void acceptFile(Path file) {
    try {
      accept(new Schema.Parser().parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(SCHEMAS + ": no file " + file);
    } catch (IOException e) {
      throw new ConfigurationException(SCHEMAS + ": cannot read " + file + ": " + e);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new ConfigurationException(
          SCHEMAS
              + ": expected in "
              + file
              + " the complete schema of an event, with every type that it names in it, found: "
              + e.getMessage());
    }
  }
}
