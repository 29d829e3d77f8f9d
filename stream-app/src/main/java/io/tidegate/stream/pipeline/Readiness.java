package io.tidegate.stream.pipeline;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether a stream application is ready for new observations. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 100;

  private Readiness() {}

  /**
   * Waits until the streams run and have processed what an earlier pipeline left in its directory,
   * so that from here on every forecast belongs to an observation of this one.
   *
   * @param stop ends the wait too
   * @throws PipelineException if that takes too long
   */
  static void await(TidegateApplication application, CountDownLatch stop)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!application.health().ready() || backlog(application.settings()) > 0) {
      if (stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new PipelineException(
            "the stream application was not ready after "
                + PATIENCE.toSeconds()
                + " s: "
                + application.health().detail());
      }
    }
  }

  /** Observations that are stored and whose outcome is not committed. */
  private static long backlog(StreamSettings settings) {
    try (Cluster cluster = Cluster.connect(settings.kafka())) {
      Map<TopicPartition, Long> ends = ends(cluster, settings.topics().observations());
      Map<TopicPartition, OffsetAndMetadata> committed =
          cluster.answer(
              cluster
                  .admin()
                  .listConsumerGroupOffsets(settings.applicationId())
                  .partitionsToOffsetAndMetadata());
      return ends.entrySet().stream()
          .mapToLong(end -> end.getValue() - offset(committed.get(end.getKey())))
          .sum();
    } catch (ExecutionException e) {
      throw new PipelineException("cannot see how far the streams are: " + e.getCause(), e);
    }
  }

  private static Map<TopicPartition, Long> ends(Cluster cluster, String topic)
      throws ExecutionException {
    Admin admin = cluster.admin();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    cluster
        .answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
        .partitions()
        .forEach(
            info -> wanted.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    cluster
        .answer(admin.listOffsets(wanted).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
