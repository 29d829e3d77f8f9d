package io.tidegate.stream.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology; every node, store and topic has a name of its own, because names are what a
 * later version finds its state by.
 *
 * <pre>
 *   observations --> forecast --+--> forecasts
 *                     |  ^      +--> alerts
 *      series, ledger,   |      +--> accuracy
 *      challengers,      |      +--> activations
 *      deadlines         |      +--> checkpoints (off by default)
 *                        |      +--> dead letters (parked, unconfirmed)
 *                        |      +--> tombstones in forecasts, alerts, accuracy, checkpoints
 *          registry of versions (each instance reads all of models and model-decisions)
 * </pre>
 *
 * <p>The key never changes before the sinks, so no repartition topic can appear. Records that are
 * refused reach the dead letters by the handlers of {@link StreamProperties}.
 */
public final class StreamTopology {
  /** Settings of every store's changelog topic. */
  static final Map<String, String> CHANGELOG =
      Map.of(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));

  private final StreamSettings settings;
  private final Topics topics;
  private final ModelRegistry models;
  private final StreamMeters meters;
  private final StreamProperties properties;
  private final Serde<String> keys = new SeriesKeySerde();
  private final Serde<SpecificRecord> events;
  private final boolean forecasting;

  /** Prepares; {@code models} is filled by another thread. */
  public StreamTopology(StreamSettings settings, ModelRegistry models, MeterRegistry registry) {
    this(settings, models, registry, true);
  }

  private StreamTopology(
      StreamSettings settings, ModelRegistry models, MeterRegistry registry, boolean forecasting) {
    this.settings = settings;
    this.forecasting = forecasting;
    this.topics = settings.topics();
    this.models = models;
    this.meters = new StreamMeters(registry);
    this.properties = new StreamProperties(settings, meters);
    this.events = settings.serde();
  }

  /**
   * The same nodes, stores and topics around a processor that models nothing: it reads the state of
   * each record's series, writes the same bytes back and forwards a forecast of the same size. What
   * the stream alone costs.
   */
  public static StreamTopology passingThrough(StreamSettings settings, MeterRegistry registry) {
    return new StreamTopology(settings, new ModelRegistry(settings), registry, false);
  }

  /** What Kafka Streams is to be started with. */
  public Properties properties() {
    return properties.all();
  }

  /** For how long each partition that is processed here has had no record. */
  public Map<Integer, Duration> idle() {
    return meters.idle();
  }

  /** Builds it. */
  public Topology build() {
    StreamsBuilder builder =
        new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties.all())));
    KStream<String, StreamOutput> outputs =
        builder.stream(topics.observations(), Consumed.with(keys, events).withName("observations"))
            .processValues(supplier(), Named.as("forecast"));
    outputs
        .split(Named.as("output-"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Forecasted,
            Branched.withConsumer(this::sinkForecasts, "forecasted"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Scored,
            Branched.withConsumer(this::sinkAccuracy, "scored"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Alerted,
            Branched.withConsumer(this::sinkAlerts, "alerted"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Activated,
            Branched.withConsumer(this::sinkActivations, "activated"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Checkpointed,
            Branched.withConsumer(this::sinkCheckpoints, "checkpointed"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Forgotten,
            Branched.withConsumer(this::sinkTombstones, "forgotten"))
        .branch(
            (series, output) -> output instanceof StreamOutput.Refused,
            Branched.withConsumer(this::sinkDeadLetters, "refused"));
    return builder.build();
  }

  private void sinkForecasts(KStream<String, StreamOutput> forecasts) {
    forecasts
        .mapValues(
            output -> (SpecificRecord) ((StreamOutput.Forecasted) output).event(),
            Named.as("forecast-event"))
        .to(topics.forecasts(), Produced.with(keys, events).withName("forecasts"));
  }

  private void sinkAccuracy(KStream<String, StreamOutput> reports) {
    reports
        .mapValues(
            output -> (SpecificRecord) ((StreamOutput.Scored) output).event(),
            Named.as("accuracy-event"))
        .to(topics.accuracy(), Produced.with(keys, events).withName("accuracy"));
  }

  /** The key is mapped, as the silence of one series is found at a record of another. */
  private void sinkAlerts(KStream<String, StreamOutput> alerts) {
    alerts
        .map(
            (series, output) -> {
              StreamOutput.Alerted alerted = (StreamOutput.Alerted) output;
              return KeyValue.pair(alerted.series(), (SpecificRecord) alerted.event());
            },
            Named.as("alert-event"))
        .to(topics.alerts(), Produced.with(keys, events).withName("alerts"));
  }

  private void sinkActivations(KStream<String, StreamOutput> activations) {
    activations
        .map(
            (series, output) -> {
              var event = ((StreamOutput.Activated) output).event();
              return KeyValue.pair(Integer.toString(event.getPartition()), (SpecificRecord) event);
            },
            Named.as("activation-event"))
        .to(topics.activations(), Produced.with(Serdes.String(), events).withName("activations"));
  }

  private void sinkCheckpoints(KStream<String, StreamOutput> states) {
    states
        .mapValues(
            output -> (SpecificRecord) ((StreamOutput.Checkpointed) output).snapshot(),
            Named.as("state-snapshot"))
        .to(topics.checkpoints(), Produced.with(keys, events).withName("checkpoints"));
  }

  /** Tells everybody who keeps something of a series from a topic that has its name as the key. */
  private void sinkTombstones(KStream<String, StreamOutput> forgotten) {
    KStream<String, SpecificRecord> tombstones =
        forgotten.mapValues(output -> (SpecificRecord) null, Named.as("tombstone"));
    tombstones.to(topics.forecasts(), ofTombstones("forecasts"));
    tombstones.to(topics.alerts(), ofTombstones("alerts"));
    tombstones.to(topics.accuracy(), ofTombstones("accuracy"));
    tombstones.to(topics.checkpoints(), ofTombstones("checkpoints"));
  }

  private Produced<String, SpecificRecord> ofTombstones(String topic) {
    return Produced.with(keys, events).withName("tombstones-" + topic);
  }

  private void sinkDeadLetters(KStream<String, StreamOutput> refused) {
    refused
        .map(
            (series, output) -> {
              StreamOutput.Refused parked = (StreamOutput.Refused) output;
              return KeyValue.pair(parked.series(), (SpecificRecord) parked.event());
            },
            Named.as("dead-letter"))
        .to(topics.deadLetters(), Produced.with(keys, events).withName("dead-letters"));
  }

  private FixedKeyProcessorSupplier<String, SpecificRecord, StreamOutput> supplier() {
    SeriesStep step = new SeriesStep(settings, properties.largestRequest());
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, SpecificRecord, StreamOutput> get() {
        return forecasting
            ? new ForecastProcessor(settings, models, step, meters)
            : new PassThroughProcessor(settings, models.proposal().champion().shape(), meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            store(StoredSeries.STORE),
            store(ForecastProcessor.CHALLENGERS),
            store(Ledger.STORE),
            index());
      }
    };
  }

  /**
   * Cached, so that a series that moves often is written once per commit. Its changelog takes any
   * timestamp, because it repeats the one of the observation: a broker that refused it would stop
   * the partition for good.
   */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(CHANGELOG);
  }

  /** Not cached, as it is searched in order: that would search the cache beside the store. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> index() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(StoreIndex.STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
