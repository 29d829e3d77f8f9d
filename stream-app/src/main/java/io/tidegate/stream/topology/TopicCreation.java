package io.tidegate.stream.topology;

import io.tidegate.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics with the settings that the application relies on, and finds the missing ones.
 */
public final class TopicCreation {
  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private TopicCreation() {}

  /** Whether a topic was made or was there before. */
  public enum Outcome {
    /** Made now. */
    CREATED,
    /** There before; its settings are left alone. */
    EXISTS
  }

  /**
   * Makes every topic that is not there yet.
   *
   * @param kafka client settings
   * @param partitions of observations, forecasts, alerts, accuracy, checkpoints and dead letters;
   *     the others have one
   * @param replication copies of each partition; -1 for the broker's default
   * @return each topic and what became of it
   * @throws ClusterException if the cluster does not answer or refuses
   */
  public static Map<String, Outcome> create(
      Map<String, Object> kafka, Topics topics, int partitions, short replication) {
    List<NewTopic> wanted = wanted(topics, partitions, replication);
    try (Cluster cluster = Cluster.connect(kafka)) {
      // Asked first whether all can be made, so that a refusal leaves none behind.
      ask(cluster, wanted, new CreateTopicsOptions().validateOnly(true));
      return ask(cluster, wanted, new CreateTopicsOptions());
    }
  }

  private static Map<String, Outcome> ask(
      Cluster cluster, List<NewTopic> wanted, CreateTopicsOptions options) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Map<String, KafkaFuture<Void>> answers = cluster.admin().createTopics(wanted, options).values();
    for (NewTopic topic : wanted) {
      outcomes.put(topic.name(), outcomeOf(cluster, topic.name(), answers.get(topic.name())));
    }
    return outcomes;
  }

  private static Outcome outcomeOf(Cluster cluster, String topic, KafkaFuture<Void> answer) {
    try {
      cluster.answer(answer);
      return Outcome.CREATED;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return Outcome.EXISTS;
      }
      throw new ClusterException(
          "cannot create topic " + topic + ": " + e.getCause().getMessage(), e);
    }
  }

  /**
   * The topics that the cluster lacks.
   *
   * @throws ClusterException if the cluster does not answer or refuses
   */
  public static List<String> missing(Map<String, Object> kafka, Topics topics) {
    return missing(kafka, namesOf(topics));
  }

  /** The same of any topics. */
  public static List<String> missing(Map<String, Object> kafka, List<String> topics) {
    List<String> missing = new ArrayList<>();
    try (Cluster cluster = Cluster.connect(kafka)) {
      cluster
          .admin()
          .describeTopics(topics)
          .topicNameValues()
          .forEach(
              (topic, answer) -> {
                try {
                  cluster.answer(answer);
                } catch (ExecutionException e) {
                  if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new ClusterException(
                        "cannot see topic " + topic + ": " + e.getCause().getMessage(), e);
                  }
                  missing.add(topic);
                }
              });
    }
    missing.sort(null);
    return missing;
  }

  private static List<String> namesOf(Topics topics) {
    return wanted(topics, 1, (short) -1).stream().map(NewTopic::name).toList();
  }

  /**
   * The topics with their settings; {@code partitions} and {@code replication} as for {@link
   * #create}.
   */
  public static List<NewTopic> wanted(Topics topics, int partitions, short replication) {
    Map<String, String> forever = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    return List.of(
        topic(topics.observations(), partitions, replication, forever),
        topic(topics.forecasts(), partitions, replication, written(Duration.ofDays(7))),
        topic(topics.alerts(), partitions, replication, written(Duration.ofDays(90))),
        topic(topics.accuracy(), partitions, replication, written(Duration.ofDays(30))),
        topic(topics.models(), 1, replication, COMPACTED),
        topic(topics.modelDecisions(), 1, replication, forever),
        topic(topics.activations(), 1, replication, written(null)),
        topic(topics.checkpoints(), partitions, replication, written(Duration.ofDays(7))),
        topic(topics.deadLetters(), partitions, replication, written(Duration.ofDays(30))));
  }

  /**
   * Topics that the application writes take the broker's time. Its records repeat the timestamp of
   * the observation, and with that a producer's wrong clock could make them expire at once, or make
   * the broker refuse them, which would stop the application.
   */
  private static Map<String, String> written(Duration retention) {
    return Map.of(
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime",
        TopicConfig.RETENTION_MS_CONFIG,
        retention == null ? "-1" : Long.toString(retention.toMillis()));
  }

  private static NewTopic topic(
      String name, int partitions, short replication, Map<String, String> settings) {
    return new NewTopic(
            name,
            Optional.of(partitions),
            replication < 0 ? Optional.empty() : Optional.of(replication))
        .configs(settings);
  }
}
