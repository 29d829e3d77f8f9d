package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.RetrainingCause;
import io.tidegate.trainer.drift.Drift;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.lineage.TrainingEvents;
import io.tidegate.trainer.lineage.TrainingRun;
import io.tidegate.trainer.window.TrainingWindow;
import io.tidegate.wire.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads observations, retrains when it is time, publishes what is better and says what became of
 * each retraining. {@link #run} belongs to one thread; {@link #stop} may be called from any.
 */
public final class Sidecar {
  private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final TrainerSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Retraining retraining;
  private final Publisher publisher;
  private final TopicReader reader;
  private final ObservationFeed feed;
  private final Optional<AccuracyFeed> accuracy;
  private final DecisionFeed decisions;
  private final Decider decider;
  private final PublishedModels models;
  private final TrainingWindow window;
  private final Supplier<FitProgress> progress;
  private final TrainingEvents events;
  private final Clock clock;
  private CurrentModel current;
  private long missing;
  private boolean saidPinned;
  private Thread runner;
  private volatile boolean stopping;

  /**
   * Puts the parts together; nothing is read or written yet.
   *
   * @param consumer sees committed records only; belongs to this object from now on
   * @param producer transactional; belongs to this object from now on
   * @param fits carries out the fits
   * @param progress makes who is told how a training goes
   * @param events is told of each retraining
   */
  public Sidecar(
      TrainerSettings settings,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      FitRunner fits,
      Supplier<FitProgress> progress,
      TrainingEvents events,
      Clock clock) {
    Serde<SpecificRecord> serde = settings.serde();
    this.settings = settings;
    this.consumer = consumer;
    this.progress = progress;
    this.events = events;
    this.clock = clock;
    this.retraining = new Retraining(settings, fits, clock);
    this.publisher = new Publisher(producer, serde.serializer(), settings.topics());
    this.window =
        new TrainingWindow(settings.windowRows(), settings.windowSeries(), settings.seed());
    this.reader = new TopicReader(consumer);
    this.feed = new ObservationFeed(settings.topics().observations(), serde.deserializer(), window);
    this.accuracy =
        settings
            .drift()
            .map(
                drift ->
                    new AccuracyFeed(
                        settings.topics().accuracy(),
                        settings.modelName(),
                        serde.deserializer(),
                        drift));
    this.decisions =
        new DecisionFeed(
            settings.topics().modelDecisions(), settings.modelName(), serde.deserializer());
    this.decider = new Decider(decisions, reader, publisher, clock);
    this.models =
        new PublishedModels(
            settings.topics().models(),
            settings.modelName(),
            settings.size(),
            serde.deserializer());
  }

  /**
   * Runs until it is told to stop.
   *
   * @throws SidecarException if it cannot go on
   */
  public void run() {
    begin();
    try {
      KafkaClients.requireTopics(consumer, settings, settings.needed());
      publisher.start();
      start();
      follow();
      LOG.info(
          "training model {} from version {}, reading {}",
          settings.modelName(),
          current.version(),
          feed.offsets());
      readOn(new Trigger(settings, System.nanoTime()));
    } catch (WakeupException | InterruptedException e) {
      if (!stopping) {
        throw new SidecarException("interrupted", e);
      }
    } catch (KafkaException e) {
      if (!stopping) {
        throw new SidecarException(
            "Kafka at " + settings.brokers() + " failed: " + e.getMessage(), e);
      }
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    runner = Thread.currentThread();
  }

  /** From here on nobody interrupts, and no interrupt is left for whoever closes the clients. */
  private synchronized void end() {
    runner = null;
    Thread.interrupted();
  }

  private void start() {
    Map<TopicPartition, Long> decided = reader.readAll(decisions.topic(), decisions::take);
    models.read(reader, (snapshot, model) -> {});
    Instant since = clock.instant().minus(settings.span());
    Map<String, Instant> topics = new HashMap<>();
    settings.read().forEach(topic -> topics.put(topic, since));
    feed.start(reader.start(topics, decided));
    current =
        Stream.of(
                Stream.of(decisions.plan().champion()),
                decisions.formerChampions().stream(),
                Stream.of(ShippedModel.VERSION))
            .flatMap(versions -> versions)
            .flatMap(version -> models.find(reader, version).stream())
            .findFirst()
            .orElseThrow();
  }

  /** Takes over the champion that decisions name, or takes one back that nobody can use. */
  private void follow() throws InterruptedException {
    long champion = decisions.plan().champion();
    if (champion == current.version()) {
      return;
    }
    Optional<CurrentModel> found = models.find(reader, champion);
    if (found.isPresent()) {
      current = found.get();
      LOG.info("version {} is the champion", champion);
    } else if (missing != champion) {
      missing = champion;
      LOG.warn("no valid snapshot of version {}, which was decided to be the champion", champion);
      if (!decisions.plan().pinned()) {
        decider.decide(plan -> restored(plan, champion)).ifPresent(Sidecar::report);
      }
    }
  }

  private Optional<Draft> restored(ModelPlan plan, long missing) {
    if (plan.champion() != missing || plan.pinned()) {
      return Optional.empty();
    }
    ModelDecisionEvent decision =
        ModelDecisionEvent.newBuilder()
            .setName(settings.modelName())
            .setVersion(current.version())
            .setDecision(ModelDecision.ROLLED_BACK)
            .setReason("there is no valid snapshot of version " + missing)
            .setTime(clock.instant())
            .setOffsets(feed.offsets())
            .build();
    return Optional.of(Draft.alone(plan, current.version(), decision, null));
  }

  private void readOn(Trigger trigger) throws InterruptedException {
    while (!stopping) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        if (record.topic().equals(settings.topics().observations())) {
          feed.take(record);
          trigger.count();
          retrainIfDue(trigger, Optional.empty());
        } else if (record.topic().equals(decisions.topic())) {
          decisions.take(record);
        } else {
          accuracy.ifPresent(reports -> reports.take(record));
        }
      }
      follow();
      retrainIfDue(trigger, alarm());
    }
  }

  /** Drift of old is of interest only if what is read to the end does not say that it is over. */
  private Optional<Drift> alarm() {
    return reader.hasCaughtUp() ? accuracy.flatMap(AccuracyFeed::alarm) : Optional.empty();
  }

  private void retrainIfDue(Trigger trigger, Optional<Drift> drift) throws InterruptedException {
    Optional<Cause> cause = stopping ? Optional.empty() : trigger.due(System.nanoTime(), drift);
    if (cause.isPresent() && !isPinned()) {
      retrain(trigger, cause.get());
    }
  }

  private boolean isPinned() {
    boolean pinned = decisions.plan().pinned();
    if (pinned && !saidPinned) {
      LOG.info("no retraining: version {} is pinned", decisions.plan().champion());
    }
    saidPinned = pinned;
    return pinned;
  }

  private void retrain(Trigger trigger, Cause cause) throws InterruptedException {
    LOG.info("retraining by {}: {}", cause.kind(), cause.detail());
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID(),
            clock.instant(),
            settings.modelName(),
            1 + Math.max(decisions.highest(), models.highest()),
            current.version(),
            feed.offsets(),
            cause.detail());
    events.started(run);
    Retraining.Verdict verdict = trained(run, cause);
    events.ended(run, verdict.decision(), verdict.snapshot());
    report(verdict.decision());
    follow();
    if (verdict.decision().getDecision() == ModelDecision.FAILED) {
      trigger.failed(System.nanoTime());
    } else {
      trigger.done(System.nanoTime());
      if (cause.kind() == RetrainingCause.DRIFT) {
        accuracy.ifPresent(AccuracyFeed::retrained);
      }
    }
  }

  private Retraining.Verdict trained(TrainingRun run, Cause cause) throws InterruptedException {
    try {
      return published(
          retraining
              .run(current, run.version(), window, run.offsets(), progress.get())
              .because(cause));
    } catch (InterruptedException | WakeupException e) {
      events.stopped(run);
      throw e;
    } catch (RuntimeException e) {
      events.failed(run, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Writes the verdict, or that it could not be written. */
  private Retraining.Verdict published(Retraining.Verdict verdict) throws InterruptedException {
    try {
      Retraining.Verdict written = written(verdict);
      if (written.snapshot() != null && written.model() != null) {
        models.hold(written.model());
      }
      return written;
    } catch (NotWrittenException e) {
      return written(retraining.unwritten(verdict, e.getMessage()));
    }
  }

  private Retraining.Verdict written(Retraining.Verdict verdict) throws InterruptedException {
    long parent = current.version();
    ModelDecisionEvent decision =
        decider.decide(plan -> Optional.of(Placement.of(plan, parent, verdict))).orElseThrow();
    return new Retraining.Verdict(decision, verdict.snapshot(), verdict.model());
  }

  private static void report(ModelDecisionEvent decision) {
    LOG.info(
        "version {} {}: {}", decision.getVersion(), decision.getDecision(), decision.getReason());
  }

  /** Asks {@link #run} to return; a training that is under way is given up. */
  public synchronized void stop() {
    stopping = true;
    if (runner != null) {
      consumer.wakeup();
      runner.interrupt();
    }
  }
}
