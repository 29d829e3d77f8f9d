package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes decisions and the snapshots that they are about in transactions. One thread. */
final class Publisher {
  private final Producer<byte[], byte[]> producer;
  private final Serializer<SpecificRecord> serializer;
  private final Topics topics;
  private final Fence fence;

  Publisher(
      Producer<byte[], byte[]> producer,
      Serializer<SpecificRecord> serializer,
      Topics topics,
      Fence fence) {
    this.producer = producer;
    this.serializer = serializer;
    this.topics = topics;
    this.fence = fence;
  }

  /**
   * Fences older trainers of the same model.
   *
   * @throws SidecarException if the cluster does not let it
   */
  void start() {
    try {
      fence.take(producer::initTransactions);
    } catch (KafkaException e) {
      throw new SidecarException(
          "Kafka does not give this trainer its transactional id: " + e.getMessage(), e);
    }
  }

  /**
   * Writes both or nothing.
   *
   * @param snapshot null for none
   * @param decision null for none
   * @throws NotWrittenException if a record was refused: nothing was written, another may be tried
   * @throws SidecarException if Kafka does not take the transaction, or a newer trainer of the same
   *     model has taken over
   */
  void publish(ModelSnapshot snapshot, ModelDecisionEvent decision) throws InterruptedException {
    fence.in(() -> transact(snapshot, decision));
  }

  private void transact(ModelSnapshot snapshot, ModelDecisionEvent decision)
      throws InterruptedException {
    try {
      producer.beginTransaction();
      for (Future<RecordMetadata> one : sendAll(snapshot, decision)) {
        one.get();
      }
      producer.commitTransaction();
    } catch (ExecutionException e) {
      refused(e.getCause());
    } catch (KafkaException e) {
      throw ended(e);
    }
  }

  private List<Future<RecordMetadata>> sendAll(
      ModelSnapshot snapshot, ModelDecisionEvent decision) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    if (snapshot != null) {
      sent.add(send(topics.models(), key(snapshot), snapshot));
    }
    if (decision != null) {
      sent.add(send(topics.modelDecisions(), decision.getName(), decision));
    }
    return sent;
  }

  /** The key of a snapshot's record, as text. */
  static String key(ModelSnapshot snapshot) {
    return snapshot.getName() + "/" + snapshot.getVersion();
  }

  private Future<RecordMetadata> send(String topic, String key, SpecificRecord event) {
    return producer.send(
        new ProducerRecord<>(
            topic, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, event)));
  }

  private void refused(Throwable reason) {
    if (isFenced(reason)) {
      throw ended(reason);
    }
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      throw ended(e);
    }
    throw new NotWrittenException(reason.getMessage(), reason);
  }

  /** The producer wraps what it was told first into what it says later. */
  private static boolean isFenced(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof ProducerFencedException || one instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  private SidecarException ended(Throwable failure) {
    return isFenced(failure)
        ? fence.takenOver(failure)
        : new SidecarException(
            "Kafka does not take the trainer's transaction: " + failure.getMessage(), failure);
  }
}
