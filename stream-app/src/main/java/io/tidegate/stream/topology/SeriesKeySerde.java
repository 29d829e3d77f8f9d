package io.tidegate.stream.topology;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A series' name: UTF-8, taken strictly (Kafka's own String serde replaces malformed bytes, so that
 * two series could become one), and bounded (it is part of every record that we write).
 */
final class SeriesKeySerde implements Serde<String> {
  /** Longest name in bytes. */
  static final int MOST_BYTES = 1_024;

  @Override
  public Serializer<String> serializer() {
    return new StringSerializer();
  }

  @Override
  public Deserializer<String> deserializer() {
    return (topic, bytes) -> bytes == null ? null : decode(bytes);
  }

  private static String decode(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      throw new SerializationException(
          "expected a key of 1 to " + MOST_BYTES + " bytes, found " + bytes.length);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SerializationException("expected a key in UTF-8", e);
    }
  }
}
