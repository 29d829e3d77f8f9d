package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicWriter;
import io.tidegate.stream.log.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Writes to a cluster, under the model's name. */
final class KafkaDecisionWriter implements DecisionWriter {
  private final String topic;
  private final TopicWriter writer;

  KafkaDecisionWriter(StreamSettings settings) {
    topic = settings.topics().modelDecisions();
    writer = new KafkaTopicWriter(settings.kafka(), settings.serde().serializer());
  }

  @Override
  public Place write(ModelDecisionEvent decision) {
    byte[] key = decision.getName().getBytes(StandardCharsets.UTF_8);
    TopicWriter.Place place = writer.write(topic, OptionalInt.empty(), key, decision);
    return new Place(place.partition(), place.offset());
  }
}
