package io.tidegate.stream.bench;

import io.tidegate.stream.topology.StoreSeeds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What Kafka Streams does with hardly anything: one processor that decodes no event, reads and
 * writes 600 bytes of state and forwards 200.
 */
record SmallState(String input, String output, String changelog) {
  static final int STATE_BYTES = 600;
  static final int OUTPUT_BYTES = 200;
  private static final String STORE = "small";

  static SmallState of(BenchCluster cluster, String application) {
    return new SmallState(
        cluster.topic("small-input"),
        cluster.topic("small-output"),
        StoreSeeds.changelog(application, STORE));
  }

  List<NewTopic> topics(int partitions, short replication) {
    Optional<Short> copies = replication < 0 ? Optional.empty() : Optional.of(replication);
    return List.of(
        new NewTopic(input, Optional.of(partitions), copies),
        new NewTopic(output, Optional.of(partitions), copies),
        StoreSeeds.topic(changelog, partitions, replication));
  }

  Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            input, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("small-input"))
        .processValues(new Supplier(), Named.as("small-processor"))
        .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("small-output"));
    return builder.build();
  }

  private static final class Supplier implements FixedKeyProcessorSupplier<String, byte[], byte[]> {
    @Override
    public FixedKeyProcessor<String, byte[], byte[]> get() {
      return new Processor();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
              .withCachingEnabled());
    }
  }

  private static final class Processor extends ContextualFixedKeyProcessor<String, byte[], byte[]> {
    private KeyValueStore<String, byte[]> states;

    @Override
    public void init(FixedKeyProcessorContext<String, byte[]> context) {
      super.init(context);
      states = context.getStateStore(STORE);
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
      byte[] state = states.get(record.key());
      state[0]++;
      states.put(record.key(), state);
      context().forward(record.withValue(new byte[OUTPUT_BYTES]));
    }
  }
}
