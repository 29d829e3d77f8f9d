package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class FailureHandlersTest {
  @Test
  void aSerdeThatCannotReachItsRegistryFailsInsteadOfRefusingGoodRecords() {
    UnreadableRecords handler = new UnreadableRecords();
    handler.configure(Map.of());
    var record = new ConsumerRecord<>("topic", 0, 0, new byte[0], new byte[0]);
    var unreachable = new SerializationException(new ConnectException("refused"));
    assertThat(handler.handleError(null, record, unreachable).result())
        .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
  }

  @Test
  void aDefectIsNoDeadLetter() {
    RefusedRecords handler = new RefusedRecords();
    handler.configure(Map.of());
    var record = new Record<>("a", "b", 0);
    assertThat(handler.handleError(null, record, new IllegalStateException()).result())
        .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  @Test
  void whatCannotBeWrittenFails() {
    UnsendableRecords handler = new UnsendableRecords();
    var record = new ProducerRecord<>("topic", new byte[] {'a'}, new byte[0]);
    var noKey = new ProducerRecord<byte[], byte[]>("topic", null, new byte[0]);
    var tooLarge = new RecordTooLargeException("too large");
    assertThat(handler.handleError(null, record, tooLarge).result())
        .isEqualTo(ProductionExceptionHandler.Result.FAIL);
    assertThat(handler.handleError(null, noKey, tooLarge).result())
        .isEqualTo(ProductionExceptionHandler.Result.FAIL);
  }

  @Test
  void aClusterThatDidNotAnswerInTimeIsWorthAnotherThread() {
    FailureDecision decision = new FailureDecision();
    assertThat(decision.handle(new StreamsException(new TimeoutException("slow"))))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(decision.reason()).isEmpty();
  }

  @Test
  void whatWouldHappenAgainStopsTheApplicationAndTheFirstReasonIsKept() {
    FailureDecision decision = new FailureDecision();
    assertThat(decision.handle(new StreamsException(new IllegalStateException("first"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    decision.handle(new IllegalStateException("second"));
    assertThat(decision.reason()).isEqualTo("IllegalStateException: first");
  }

  @Test
  void onlyARunningApplicationWithAllItsModelsIsReady() {
    Health running = new Health(() -> KafkaStreams.State.RUNNING, () -> 0, Map::of);
    Health waiting = new Health(() -> KafkaStreams.State.RUNNING, () -> 2, Map::of);
    Health moving = new Health(() -> KafkaStreams.State.REBALANCING, () -> 0, Map::of);
    Health broken = new Health(() -> KafkaStreams.State.ERROR, () -> 0, Map::of);
    assertThat(running.ready()).isTrue();
    assertThat(waiting.ready()).isFalse();
    assertThat(waiting.live()).isTrue();
    assertThat(waiting.detail()).contains("2 partitions wait");
    assertThat(moving.ready()).isFalse();
    assertThat(moving.live()).isTrue();
    assertThat(broken.live()).isFalse();
  }

  @Test
  void whatOthersComplainOfIsToldToPeopleAndChangesNothingElse() {
    Health health = new Health(() -> KafkaStreams.State.RUNNING, () -> 0, Map::of);
    AtomicReference<String> complaint = new AtomicReference<>("");
    health.tell(complaint::get);
    assertThat(health.detail()).isEqualTo("streams RUNNING");
    complaint.set("nobody listens");
    assertThat(health.detail()).isEqualTo("streams RUNNING, nobody listens");
    assertThat(health.ready()).isTrue();
  }
}
