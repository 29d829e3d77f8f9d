package io.tidegate.stream.output;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The events' serde, but for forecasts and alerts JSON where that is wanted. It reads both always,
 * so that a topic may hold what was written before and after the switch. Thread-safe if the events'
 * serde is.
 */
public final class OutputSerde implements Serde<SpecificRecord> {
  private final Serde<SpecificRecord> events;
  private final boolean json;

  /**
   * @param events writes what is not JSON; none of its records begins with a brace
   * @param json whether forecasts and alerts are written in JSON
   */
  public OutputSerde(Serde<SpecificRecord> events, boolean json) {
    this.events = events;
    this.json = json;
  }

  @Override
  public void configure(Map<String, ?> configuration, boolean isKey) {
    events.configure(configuration, isKey);
  }

  @Override
  public Serializer<SpecificRecord> serializer() {
    return json ? new JsonWriter(events.serializer()) : events.serializer();
  }

  @Override
  public Deserializer<SpecificRecord> deserializer() {
    return new EitherReader(events.deserializer());
  }

  @Override
  public void close() {
    events.close();
  }

  private record JsonWriter(Serializer<SpecificRecord> others)
      implements Serializer<SpecificRecord> {
    @Override
    public byte[] serialize(String topic, SpecificRecord event) {
      return event != null && JsonEvents.hasForm(event)
          ? JsonEvents.encode(event)
          : others.serialize(topic, event);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, SpecificRecord event) {
      return event != null && JsonEvents.hasForm(event)
          ? JsonEvents.encode(event)
          : others.serialize(topic, headers, event);
    }

    @Override
    public void close() {
      others.close();
    }
  }

  private record EitherReader(Deserializer<SpecificRecord> others)
      implements Deserializer<SpecificRecord> {
    @Override
    public SpecificRecord deserialize(String topic, byte[] bytes) {
      return isJson(bytes) ? JsonEvents.decode(bytes) : others.deserialize(topic, bytes);
    }

    @Override
    public SpecificRecord deserialize(String topic, Headers headers, byte[] bytes) {
      return isJson(bytes) ? JsonEvents.decode(bytes) : others.deserialize(topic, headers, bytes);
    }

    /** Neither Avro's single-object encoding nor a registry's frame begins with a brace. */
    private static boolean isJson(byte[] bytes) {
      return bytes != null && bytes.length > 0 && bytes[0] == '{';
    }

    @Override
    public void close() {
      others.close();
    }
  }
}
