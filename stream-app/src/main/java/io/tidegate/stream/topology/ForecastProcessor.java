package io.tidegate.stream.topology;

import io.micrometer.core.instrument.Timer;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.Proposal;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Moves series by observations as {@link SeriesStep} says, and keeps what that brings about:
 * states, books, outputs. One instance for each input partition, on one thread.
 *
 * <p>Everything that can be refused is refused before a store is written: the transaction then
 * holds the dead letter and no trace of the record in any state.
 */
final class ForecastProcessor
    extends ContextualFixedKeyProcessor<String, SpecificRecord, StreamOutput> {
  /** Name of the store of states, one for each series. */
  static final String SERIES = "series";

  private final StreamSettings settings;
  private final ModelRegistry models;
  private final SeriesStep seriesStep;
  private final StreamMeters meters;
  private KeyValueStore<String, byte[]> states;
  private KeyValueStore<String, byte[]> ledgers;
  private int partition;
  private Ledger ledger;
  private Forecaster forecaster;

  ForecastProcessor(
      StreamSettings settings, ModelRegistry models, SeriesStep seriesStep, StreamMeters meters) {
    this.settings = settings;
    this.models = models;
    this.seriesStep = seriesStep;
    this.meters = meters;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, StreamOutput> context) {
    super.init(context);
    states = context.getStateStore(SERIES);
    ledgers = context.getStateStore(Ledger.STORE);
    partition = context.taskId().partition();
    byte[] written = ledgers.get(Ledger.keyOf(partition));
    Ledger recorded = written == null ? Ledger.EMPTY : Ledger.decode(written);
    ledger = recorded.ofSize(settings.size());
    awaitRecordedModel();
    meters.holds(partition, ledger);
  }

  /**
   * The thread that reads the models topic is not ordered against this one: after a move to another
   * instance the version that this partition already uses may not have arrived here yet.
   */
  private void awaitRecordedModel() {
    try {
      if (!models.await(ledger.modelVersion(), settings.modelWait())) {
        throw missingModel();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw missingModel();
    }
  }

  private ModelMissingException missingModel() {
    return new ModelMissingException(
        "partition "
            + partition
            + " uses version "
            + ledger.modelVersion()
            + " of model "
            + settings.modelName()
            + ", but topic "
            + settings.topics().models()
            + " holds no valid snapshot of it (waited "
            + settings.modelWait()
            + "): publish it again, or a later one");
  }

  @Override
  public void process(FixedKeyRecord<String, SpecificRecord> record) {
    Timer.Sample step = meters.startStep();
    meters.record();
    RecordMetadata source = context().recordMetadata().orElseThrow();
    String series = record.key();
    SeriesInput input =
        seriesStep.read(series, record.value(), record.timestamp(), source.offset());

    Forecaster current = forecasterNow();
    SeriesStep.Moved moved =
        seriesStep.move(source.topic(), partition, series, states.get(series), current, input);

    forecaster = current;
    states.put(series, moved.state());
    activate(record, source.offset());
    Ledger before = ledger;
    ledger = moved.entries().addTo(ledger);
    ledgers.put(Ledger.keyOf(partition), ledger.encode());
    for (RecordOutcome.Output output : moved.outputs()) {
      context().forward(record.withValue(output.value()).withHeaders(output.headers()));
    }
    meters.moved(partition, before, ledger);
    meters.endStep(step);
  }

  /** The newest version; never one before the version that the partition has recorded. */
  private Forecaster forecasterNow() {
    Proposal proposal = models.proposal();
    if (forecaster != null && proposal.version() <= forecaster.version()) {
      return forecaster;
    }
    if (proposal.version() < ledger.modelVersion()) {
      throw missingModel();
    }
    return seriesStep.forecaster(proposal.version(), proposal.model());
  }

  /** Journals the version before the first output that was made under it. */
  private void activate(FixedKeyRecord<String, SpecificRecord> record, long offset) {
    long version = forecaster.version();
    if (version == ledger.modelVersion()) {
      return;
    }
    ActivationEvent event =
        ActivationEvent.newBuilder()
            .setPartition(partition)
            .setOffset(offset)
            .setModelName(settings.modelName())
            .setModelVersion(version)
            .setPreviousVersion(ledger.modelVersion() < 0 ? null : ledger.modelVersion())
            .build();
    ledger = ledger.activated(version, offset);
    context()
        .forward(
            record.withValue(new StreamOutput.Activated(event)).withHeaders(new RecordHeaders()));
  }

  @Override
  public void close() {
    meters.released(partition);
  }
}
