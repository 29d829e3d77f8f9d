package io.tidegate.stream.topology;

import io.micrometer.core.instrument.Timer;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.NewerFormatException;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.models.Proposal;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
  /** Name of the store of challengers' states, one for each series that is challenged. */
  static final String CHALLENGERS = "challengers";

  private final StreamSettings settings;
  private final ModelRegistry models;
  private final SeriesStep seriesStep;
  private final StreamMeters meters;
  private KeyValueStore<String, byte[]> states;
  private KeyValueStore<String, byte[]> challengers;
  private KeyValueStore<String, byte[]> ledgers;
  private Deadlines deadlines;
  private SilentSeries silent;
  private int partition;
  private Ledger ledger;
  private Lineup lineup;
  private StateCheckpoints checkpoints;

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
    states = context.getStateStore(StoredSeries.STORE);
    challengers = context.getStateStore(CHALLENGERS);
    ledgers = context.getStateStore(Ledger.STORE);
    partition = context.taskId().partition();
    byte[] written = ledgers.get(Ledger.keyOf(partition));
    Ledger recorded = written == null ? Ledger.EMPTY : Ledger.decode(written);
    ledger = recorded.ofSize(settings.size());
    awaitRecordedModel();
    checkpoints = new StateCheckpoints(partition, settings.checkpointEvery());
    deadlines = new Deadlines(new StoreIndex(context.getStateStore(StoreIndex.STORE)));
    silent =
        new SilentSeries(
            seriesStep, settings.topics().observations(), partition, deadlines, new KeptStates());
    meters.holds(partition, ledger);
  }

  /**
   * The thread that reads the models topic is not ordered against this one: after a move to another
   * instance the version that this partition already uses may not have arrived here yet.
   */
  private void awaitRecordedModel() {
    if (ledger.plan().isEmpty()) {
      return;
    }
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
            + "): publish it again");
  }

  @Override
  public void process(FixedKeyRecord<String, SpecificRecord> record) {
    Timer.Sample step = meters.startStep();
    meters.record();
    RecordMetadata source = context().recordMetadata().orElseThrow();
    String series = record.key();
    SeriesInput input =
        seriesStep.reader().read(series, record.value(), record.timestamp(), source.offset());

    Lineup current = lineupNow();
    SeriesStep.Moved moved;
    if (input instanceof SeriesInput.Ticked tick) {
      moved = SeriesStep.tick(tick);
      begin(record, current, source.offset());
      moved.entries().checkpoint(checkpoints.at(ledger, source.offset()));
    } else {
      StoredStates before = statesOf(series, current);
      moved = move(source.topic(), series, before, current, input);
      store(series, before, moved.states());
      deadlines.move(series, moved.place().before(), moved.place().after());
      begin(record, current, source.offset());
      checkpoint(record, moved.entries(), before.champion(), source.offset());
    }
    List<RecordOutcome.Output> found =
        silent.look(moved.entries().time(ledger), source.offset(), moved.entries());
    Ledger books = ledger;
    ledger = moved.entries().addTo(ledger);
    ledgers.put(Ledger.keyOf(partition), ledger.encode());
    forward(record, moved.outputs());
    forward(record, found);
    meters.moved(partition, books, ledger);
    meters.endStep(step);
  }

  private SeriesStep.Moved move(
      String topic, String series, StoredStates before, Lineup current, SeriesInput input) {
    try {
      return seriesStep.move(
          topic, partition, series, before, current, ledger.lookout().time(), input);
    } catch (NewerFormatException e) {
      throw new IllegalStateException(
          "series "
              + series
              + " of partition "
              + partition
              + ": "
              + e.getMessage()
              + Ledger.writer(ledgers.get(Ledger.keyOf(partition)))
                  .map(version -> "; the partition's books were last written by " + version)
                  .orElse(""),
          e);
    }
  }

  private void forward(
      FixedKeyRecord<String, SpecificRecord> record, List<RecordOutcome.Output> outputs) {
    for (RecordOutcome.Output output : outputs) {
      if (output.value() instanceof StreamOutput.Alerted alerted) {
        meters.alerted(alerted.event());
      }
      context().forward(record.withValue(output.value()).withHeaders(output.headers()));
    }
  }

  /** The stores as those see them who look after silent series. */
  private final class KeptStates implements SilentSeries.States {
    @Override
    public byte[] get(String series) {
      return states.get(series);
    }

    @Override
    public void put(String series, byte[] state) {
      states.put(series, state);
    }

    @Override
    public void forget(String series, LedgerEntries entries) {
      states.delete(series);
      if (ledger.challenged() > 0 && challengers.get(series) != null) {
        challengers.delete(series);
        entries.unchallenged();
      }
    }
  }

  private StoredStates statesOf(String series, Lineup current) {
    boolean mayBeChallenged = current.challenger().isPresent() || ledger.challenged() > 0;
    return new StoredStates(states.get(series), mayBeChallenged ? challengers.get(series) : null);
  }

  private void begin(FixedKeyRecord<String, SpecificRecord> record, Lineup current, long offset) {
    lineup = current;
    activate(record, offset);
  }

  private void checkpoint(
      FixedKeyRecord<String, SpecificRecord> record,
      LedgerEntries entries,
      byte[] before,
      long offset) {
    long checkpoint = checkpoints.at(ledger, offset);
    entries.checkpoint(checkpoint);
    checkpoints
        .take(checkpoint, record.key(), offset, ledger.lookout().time(), before)
        .ifPresent(
            snapshot ->
                context()
                    .forward(
                        record
                            .withValue(new StreamOutput.Checkpointed(snapshot))
                            .withHeaders(new RecordHeaders())));
  }

  private void store(String series, StoredStates before, StoredStates after) {
    if (after.champion() == null) {
      states.delete(series);
    } else {
      states.put(series, after.champion());
    }
    if (after.challenger() != null) {
      challengers.put(series, after.challenger());
    } else if (before.challenger() != null) {
      challengers.delete(series);
    }
  }

  /** What was decided last; never what was decided before the partition's own record. */
  private Lineup lineupNow() {
    Proposal proposal = models.proposal();
    if (ledger.plan().map(proposal::supersedes).orElse(true)) {
      return lineup(proposal.plan(), proposal.champion(), proposal.challenger());
    }
    return lineup == null ? recordedLineup(ledger.plan().orElseThrow()) : lineup;
  }

  private Lineup recordedLineup(ModelPlan plan) {
    Model champion = models.model(plan.champion()).orElseThrow(this::missingModel);
    OptionalLong challenger = plan.challenger();
    return lineup(
        plan,
        champion,
        challenger.isPresent() ? models.model(challenger.getAsLong()) : Optional.empty());
  }

  private Lineup lineup(ModelPlan plan, Model champion, Optional<Model> challenger) {
    return new Lineup(
        plan.atWork(),
        seriesStep.forecaster(plan.champion(), champion),
        challenger.map(model -> seriesStep.forecaster(plan.challenger().orElseThrow(), model)));
  }

  /** Journals the versions before the first output that was made under them. */
  private void activate(FixedKeyRecord<String, SpecificRecord> record, long offset) {
    ModelPlan plan = lineup.plan();
    if (ledger.plan().filter(plan::equals).isPresent()) {
      return;
    }
    boolean decided = plan.since() != ModelPlan.UNDECIDED;
    OptionalLong challenger = plan.challenger();
    ActivationEvent event =
        ActivationEvent.newBuilder()
            .setPartition(partition)
            .setOffset(offset)
            .setModelName(settings.modelName())
            .setModelVersion(plan.champion())
            .setPreviousVersion(ledger.plan().map(ModelPlan::champion).orElse(null))
            .setDecided(decided ? Instant.ofEpochMilli(plan.since()) : null)
            .setChallenger(challenger.isPresent() ? challenger.getAsLong() : null)
            .setChallengedShare(plan.share())
            .build();
    ledger = ledger.activated(plan, offset);
    context()
        .forward(
            record.withValue(new StreamOutput.Activated(event)).withHeaders(new RecordHeaders()));
  }

  @Override
  public void close() {
    meters.released(partition);
  }
}
