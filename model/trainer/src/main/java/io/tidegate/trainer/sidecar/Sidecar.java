package io.tidegate.trainer.sidecar;

import io.tidegate.schema.ModelDecision;
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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

  /** How often it is asked whether a newer trainer has taken over. */
  private static final Duration LOOK = Duration.ofSeconds(3);

  private final TrainerSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Retraining retraining;
  private final Publisher publisher;
  private final Fence fence;
  private final Optional<TopicLook> modelsTopic;
  private final TopicReader reader;
  private final ObservationFeed feed;
  private final AccuracyFeed accuracy;
  private final DecisionFeed decisions;
  private final VersionsAtWork versions;
  private final TrainingWindow window;
  private final Supplier<FitProgress> progress;
  private final TrainingEvents events;
  private final Clock clock;
  private final Set<RetrainingCause> said = EnumSet.noneOf(RetrainingCause.class);
  private long saidOn;
  private long lastChampion;
  private Thread runner;
  private volatile boolean stopping;
  private volatile boolean takenOver;

  /**
   * Puts the parts together; nothing is read or written yet.
   *
   * @param consumer sees committed records only; belongs to this object from now on
   * @param producer transactional; belongs to this object from now on
   * @param admin asks whether a newer trainer has taken over and whether the models topic is as it
   *     was; empty: the one is noticed when something is written, the other is not
   * @param fits carries out the fits
   * @param progress makes who is told how a training goes
   * @param events is told of each retraining
   */
  public Sidecar(
      TrainerSettings settings,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Optional<Admin> admin,
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
    this.fence = new Fence(admin, settings.transactionalId(), settings.modelName());
    this.publisher = new Publisher(producer, serde.serializer(), settings.topics(), fence);
    this.window =
        new TrainingWindow(settings.windowRows(), settings.windowSeries(), settings.seed());
    this.reader = new TopicReader(consumer);
    this.feed =
        new ObservationFeed(
            settings.topics().observations(),
            serde.deserializer(),
            window,
            settings.challenge().mostSeries());
    this.accuracy =
        new AccuracyFeed(
            settings.topics().accuracy(),
            settings.modelName(),
            serde.deserializer(),
            settings.drift());
    this.decisions =
        new DecisionFeed(
            settings.topics().modelDecisions(), settings.modelName(), serde.deserializer());
    PublishedModels models =
        new PublishedModels(
            settings.topics().models(),
            settings.modelName(),
            settings.size(),
            serde.deserializer());
    ModelKeeper keeper =
        new ModelKeeper(settings.topics().models(), serde.deserializer(), reader, publisher);
    this.versions =
        new VersionsAtWork(settings, decisions, models, reader, publisher, keeper, feed, clock);
    this.modelsTopic = admin.map(asked -> new TopicLook(asked, settings.topics().models()));
  }

  /**
   * Runs until it is told to stop.
   *
   * @throws TakenOverException if a newer trainer of the same model runs
   * @throws SidecarException if it cannot go on
   */
  public void run() {
    begin();
    try {
      KafkaClients.requireTopics(consumer, settings, settings.needed());
      publisher.start();
      work();
    } catch (WakeupException | InterruptedException e) {
      if (!stopping) {
        throw takenOver ? fence.takenOver(e) : new SidecarException("interrupted", e);
      }
    } catch (KafkaException e) {
      if (!stopping) {
        throw takenOver ? fence.takenOver(e) : failed(e);
      }
    } finally {
      end();
    }
  }

  private void work() throws InterruptedException {
    modelsTopic.ifPresent(TopicLook::look);
    modelsTopic.ifPresent(TopicLook::known);
    Watch watch = Watch.every(LOOK, this::look);
    try {
      start();
      versions.follow();
      LOG.info(
          "training model {} from version {}, reading {}",
          settings.modelName(),
          versions.champion().version(),
          feed.offsets());
      readOn(new Trigger(settings, System.nanoTime()));
    } finally {
      watch.close();
    }
  }

  private SidecarException failed(KafkaException failure) {
    return new SidecarException(
        "Kafka at " + settings.brokers() + " failed: " + failure.getMessage(), failure);
  }

  /** On the watch's thread: what would otherwise be noticed only when something is written. */
  private void look() {
    modelsTopic.ifPresent(TopicLook::look);
    if (!takenOver && fence.isLost()) {
      takenOver = true;
      giveUp();
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
    Map<TopicPartition, Long> decided = versions.start();
    Instant since = clock.instant().minus(settings.span());
    Map<String, Instant> topics = new HashMap<>();
    settings.read().forEach(topic -> topics.put(topic, since));
    topics.computeIfPresent(settings.topics().accuracy(), (topic, time) -> earlier(time));
    feed.start(reader.start(topics, decided));
  }

  /**
   * From where on the reports of the trial that is on come after {@code time}. Their timestamps are
   * those of the observations: a stream that lags behind writes old ones.
   */
  private Instant earlier(Instant time) {
    if (versions.plan().challenger().isEmpty()) {
      return time;
    }
    Instant start = Instant.ofEpochMilli(versions.plan().since()).minus(settings.span());
    return start.isBefore(time) ? start : time;
  }

  private void readOn(Trigger trigger) throws InterruptedException {
    while (!stopping) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      records.records(decisions.topic()).forEach(decisions::take);
      follow();
      keepModels();
      boolean live = reader.hasCaughtUp();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.topic().equals(settings.topics().observations())) {
          observe(record, trigger, live);
        } else if (record.topic().equals(settings.topics().accuracy())) {
          accuracy.take(record, versions.plan().champion(), versions.trial());
        }
      }
      if (live && !stopping) {
        versions.judge();
        follow();
        retrainIfDue(trigger, accuracy.alarm());
      } else {
        // Drift of old is of interest only if what is read to the end does not say that it is over.
        retrainIfDue(trigger, Optional.empty());
      }
    }
  }

  private void keepModels() throws InterruptedException {
    Optional<Runnable> change = modelsTopic.flatMap(TopicLook::change);
    if (change.isPresent() && versions.keep()) {
      change.get().run();
    }
  }

  private void observe(ConsumerRecord<byte[], byte[]> record, Trigger trigger, boolean live)
      throws InterruptedException {
    feed.take(record);
    trigger.count();
    if (live) {
      versions.trial().ifPresent(Trial::observed);
    }
    retrainIfDue(trigger, Optional.empty());
  }

  private void follow() throws InterruptedException {
    versions.follow();
    long champion = versions.plan().champion();
    if (champion < lastChampion) {
      accuracy.takenBack();
    }
    lastChampion = champion;
  }

  private void retrainIfDue(Trigger trigger, Optional<Drift> drift) throws InterruptedException {
    Optional<Cause> cause = stopping ? Optional.empty() : trigger.due(System.nanoTime(), drift);
    if (cause.isPresent() && mayRetrain(cause.get())) {
      retrain(trigger, cause.get());
    }
  }

  private boolean mayRetrain(Cause cause) {
    ModelPlan plan = versions.plan();
    Optional<String> why =
        plan.pinned()
            ? Optional.of("version " + plan.champion() + " is pinned")
            : versions.trial().flatMap(trial -> trial.postpones(cause));
    if (plan.decided() != saidOn) {
      saidOn = plan.decided();
      said.clear();
    }
    // The figures in it change with every record: once for a plan is enough.
    if (why.isPresent() && said.add(cause.kind())) {
      LOG.info("no retraining by {} for now: {}", cause.kind(), why.get());
    }
    return why.isEmpty();
  }

  private void retrain(Trigger trigger, Cause cause) throws InterruptedException {
    LOG.info("retraining by {}: {}", cause.kind(), cause.detail());
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID(),
            clock.instant(),
            settings.modelName(),
            versions.next(),
            versions.champion().version(),
            feed.offsets(),
            cause.detail());
    events.started(run);
    Retraining.Verdict verdict = trained(run, cause);
    events.ended(run, verdict.decision(), verdict.snapshot());
    VersionsAtWork.report(verdict.decision());
    follow();
    if (verdict.decision().getDecision() == ModelDecision.FAILED) {
      trigger.failed(System.nanoTime());
    } else {
      trigger.done(System.nanoTime());
      if (cause.kind() == RetrainingCause.DRIFT) {
        accuracy.retrained();
      }
    }
  }

  private Retraining.Verdict trained(TrainingRun run, Cause cause) throws InterruptedException {
    try {
      return published(
          retraining
              .run(versions.champion(), run.version(), window, run.offsets(), progress.get())
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
      return versions.write(verdict);
    } catch (NotWrittenException e) {
      return versions.write(retraining.unwritten(verdict, e.getMessage()));
    }
  }

  /** Asks {@link #run} to return; a training that is under way is given up. */
  public void stop() {
    stopping = true;
    giveUp();
  }

  private synchronized void giveUp() {
    if (runner != null) {
      consumer.wakeup();
      runner.interrupt();
    }
  }
}
