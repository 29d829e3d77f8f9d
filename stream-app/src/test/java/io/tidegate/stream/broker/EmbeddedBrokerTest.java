package io.tidegate.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final String TOPIC = "kept";

  @TempDir Path directory;

  @Test
  void restartedOnItsDirectoryItHasItsDataAgain() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      createTopic(broker);
      produceInTransaction(broker, List.of("one", "two", "three"));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(readCommitted(broker, 3)).containsExactly("one", "two", "three");
      produceInTransaction(broker, List.of("four"));
      assertThat(readCommitted(broker, 4)).containsExactly("one", "two", "three", "four");
    }
  }

  @Test
  void listensOnTheLoopbackPortThatWasAskedFor() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another");
    }
    EmbeddedBroker.start(directory, 0).close();
  }

  @Test
  void aDirectoryInUseIsRefusedUntilItsBrokerIsClosed() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(broker.directory(), 0))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining(broker.directory().toString())
          .hasMessageContaining("in use");
    }
    EmbeddedBroker.start(directory, 0).close();
  }

  @Test
  void aDirectoryOfOtherThingsIsRefused() throws IOException {
    Files.writeString(directory.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("thesis.txt");
  }

  @Test
  void aPathThatCannotBeADirectoryIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("below"), 0))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("name one that can be written");
  }

  @Test
  void noTopicAppearsByItself() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        Admin admin = Admin.create(clients(broker))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
          .isInstanceOf(ExecutionException.class);
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(clients(broker))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void produceInTransaction(EmbeddedBroker broker, List<String> values) {
    Map<String, Object> settings = clients(broker);
    settings.put("transactional.id", "writer");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(TOPIC, value))));
      producer.commitTransaction();
      assertThat(sent).allMatch(Future::isDone);
    }
  }

  private static List<String> readCommitted(EmbeddedBroker broker, int count) {
    Map<String, Object> settings = clients(broker);
    settings.put("group.id", "reader");
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static Map<String, Object> clients(EmbeddedBroker broker) {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
