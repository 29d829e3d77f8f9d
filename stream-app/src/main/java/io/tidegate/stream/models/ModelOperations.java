package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.ClusterException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decisions by hand. Each reads the topics, is checked against them, is written as one event that
 * names the decision it was made on, and is read back: where another decision came in between,
 * everybody refuses this one, and it is made again on the new plan if it comes to the same
 * champion. The application is neither asked nor told; it follows the topic. Thread-safe.
 */
public final class ModelOperations {
  /** Who decides, in the event. */
  public static final String OPERATOR = "operator";

  /** Longest reason that is kept. */
  public static final int LONGEST_REASON = 500;

  private static final int ATTEMPTS = 4;
  private static final String NO_REASON = "by hand, no reason given";

  private final StreamSettings settings;
  private final Supplier<TopicLog> logs;
  private final DecisionWriter writer;
  private final Clock clock;

  /**
   * What was decided.
   *
   * @param event as it was written
   * @param change what it came to
   */
  public record Outcome(ModelDecisionEvent event, ModelChange change) {}

  ModelOperations(
      StreamSettings settings, Supplier<TopicLog> logs, DecisionWriter writer, Clock clock) {
    this.settings = settings;
    this.logs = logs;
    this.writer = writer;
    this.clock = clock;
  }

  /** Decides on the cluster of {@code settings}; connects at each decision only. */
  public static ModelOperations on(StreamSettings settings) {
    return new ModelOperations(
        settings,
        () -> new KafkaTopicLog(settings.kafka()),
        new KafkaDecisionWriter(settings),
        Clock.systemUTC());
  }

  /**
   * Decides.
   *
   * @param reason one sentence; empty for none
   * @param announced told before each writing what will be written
   * @return what is in force now
   * @throws RefusedOperationException if it cannot be done, and nothing is in force of it
   * @throws ClusterException if the cluster does not answer
   */
  public synchronized Outcome decide(
      ModelOperation operation, String reason, Consumer<ModelChange> announced) {
    String kept = checked(reason);
    String refusal = "";
    ModelChange first = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (TopicLog log = logs.get()) {
        ModelCatalog catalog = ModelCatalog.read(log, settings);
        ModelChange change = operation.change(catalog);
        first = first == null ? change : first;
        requireSame(first, change);
        announced.accept(change);
        ModelDecisionEvent event =
            catalog
                .history()
                .stamp(change.event(settings.modelName(), kept), clock.instant())
                .build();
        Optional<String> refused = readBack(log, writer.write(event));
        if (refused.isEmpty()) {
          return new Outcome(event, change);
        }
        refusal = refused.get();
      }
    }
    throw new RefusedOperationException(
        RefusedOperationException.Kind.CONFLICT,
        "other decisions came first, "
            + ATTEMPTS
            + " times in a row ("
            + refusal
            + "): see what is in force, and try again");
  }

  /** Who asks to go back means the champion that he saw. */
  private static void requireSame(ModelChange first, ModelChange now) {
    if (now.champion() != first.champion()) {
      throw new RefusedOperationException(
          RefusedOperationException.Kind.CONFLICT,
          "version "
              + now.before().champion()
              + " took over from version "
              + first.before().champion()
              + " meanwhile: see what is in force, and try again");
    }
  }

  private static String checked(String reason) {
    String stripped = reason.strip();
    if (stripped.length() > LONGEST_REASON) {
      throw new RefusedOperationException(
          RefusedOperationException.Kind.UNUSABLE_REASON,
          "the reason has "
              + stripped.length()
              + " characters, expected at most "
              + LONGEST_REASON);
    }
    return stripped.isEmpty() ? NO_REASON : stripped.replaceAll("\\p{Cntrl}+", " ");
  }

  /** Why the decision at {@code place} is refused by everybody; empty if it is in force. */
  private Optional<String> readBack(TopicLog log, DecisionWriter.Place place) {
    String topic = settings.topics().modelDecisions();
    Deserializer<SpecificRecord> events = settings.serde().deserializer();
    List<ModelDecisionEvent> decisions = new ArrayList<>();
    long begin = log.begin(topic, place.partition());
    try (LogCursor cursor = log.open(topic, place.partition(), begin, place.offset() + 1)) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        ModelCatalog.decision(events, next.get(), settings.modelName()).ifPresent(decisions::add);
      }
    } catch (ClusterException e) {
      throw new ClusterException(
          "the decision is written, but could not be read back ("
              + e.getMessage()
              + "): tidegate models list tells whether it is in force",
          e);
    }
    List<DecisionHistory.Ruling> rulings = DecisionHistory.of(decisions).rulings(version -> true);
    return rulings.get(rulings.size() - 1).refusal();
  }
}
