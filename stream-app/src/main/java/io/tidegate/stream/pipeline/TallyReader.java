package io.tidegate.stream.pipeline;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Fills a {@link Tally} with what is committed from now on, on a thread of its own. */
final class TallyReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Tally tally = new Tally();
  private final Topics topics;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Deserializer<SpecificRecord> events;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "tally");

  private TallyReader(StreamSettings settings) {
    topics = settings.topics();
    events = settings.serde().deserializer();
    Map<String, Object> clients = new HashMap<>(settings.kafka());
    clients.put("isolation.level", "read_committed");
    clients.put("enable.auto.commit", "false");
    consumer = new KafkaConsumer<>(clients, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(topics.forecasts(), topics.deadLetters(), topics.modelDecisions())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: only asking for the position fixes it before anything else is written.
    partitions.forEach(consumer::position);
  }

  /** Starts; everything committed after this returns is counted. */
  static TallyReader start(StreamSettings settings) {
    TallyReader reader = new TallyReader(settings);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  /**
   * Tells whether it still reads.
   *
   * @throws RuntimeException what ended the reading, if something did
   */
  void check() {
    RuntimeException error = failure.get();
    if (error != null) {
      throw error;
    }
  }

  /** What was counted so far, and goes on being counted. */
  Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(this::count);
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void count(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(topics.deadLetters())) {
      tally.deadLetter();
      return;
    }
    SpecificRecord event = events.deserialize(record.topic(), record.value());
    if (event instanceof ForecastEvent forecast) {
      tally.forecast(record.key(), forecast);
    } else if (event instanceof ModelDecisionEvent decision) {
      tally.decision(decision);
    }
  }
}
