package io.tidegate.stream.drill;

import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.audit.InputProgress;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.ModelOperation;
import io.tidegate.stream.models.ModelOperations;
import io.tidegate.stream.pipeline.ErrorLog;
import io.tidegate.stream.pipeline.Lockstep;
import io.tidegate.stream.pipeline.Pipeline;
import io.tidegate.stream.pipeline.PipelineDirectory;
import io.tidegate.stream.pipeline.PipelineException;
import io.tidegate.stream.pipeline.PipelineSettings;
import io.tidegate.stream.pipeline.RetrainingGate;
import io.tidegate.stream.pipeline.TrainerJar;
import io.tidegate.stream.replay.Pace;
import io.tidegate.stream.replay.ReplayListener;
import io.tidegate.stream.replay.Replayer;
import io.tidegate.stream.verify.Progress;
import io.tidegate.stream.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A pipeline for one drill: streams a file, stops after given numbers of records for something to
 * be done, and lets the outcome be measured. One thread.
 */
final class Rig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final DrillOptions options;
  private final DrillListener listener;
  private final CountDownLatch stop;
  private final Path jar;
  private final PipelineDirectory directory;
  private final ErrorLog log;
  private final Path data;
  private final long total;
  private final Pipeline pipeline;
  private final RetrainingGate gate;
  private Replayer replayer;

  /**
   * Opens one.
   *
   * @param made what to stream where no file is given
   * @param defaults keys that the user may set otherwise
   * @param stop ends all waiting when it reaches zero
   * @throws RuntimeException with one line, if it cannot start
   */
  Rig(
      DrillOptions options,
      MadeSeries made,
      Map<String, String> defaults,
      DrillListener listener,
      CountDownLatch stop)
      throws InterruptedException {
    this.options = options;
    this.listener = listener;
    this.stop = stop;
    jar = TrainerJar.find(options.trainer(), System.getenv());
    options.data().ifPresent(file -> Replayer.check(file, options.csv()));
    directory = PipelineDirectory.open("drill", options.directory());
    log = ErrorLog.to(directory.log());
    try {
      data = options.data().orElseGet(() -> made.write(directory.path().resolve("made.csv")));
      total = Math.min(options.records(), Replayer.expectedRecords(data, options.csv()));
      pipeline = Pipeline.open(directory, keys(defaults), 0);
    } catch (RuntimeException e) {
      closeFiles();
      throw e;
    }
    gate = new RetrainingGate(pipeline, PATIENCE, stop);
    try {
      pipeline.begin(stop);
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private PipelineSettings keys(Map<String, String> defaults) {
    PipelineSettings keys =
        new PipelineSettings(System.getenv())
            .always(options.settings())
            .always(
                Map.of(
                    "tidegate.http.port",
                    "0",
                    "tidegate.trainer.seed",
                    Long.toString(options.seed())));
    defaults.forEach(keys::byDefault);
    return keys;
  }

  /** About how many records the data gives. */
  long total() {
    return total;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  StreamSettings settings() {
    return pipeline.application().settings();
  }

  /** Starts the trainer, in place of one that runs, with more keys. */
  void startTrainer(Map<String, String> more) {
    pipeline.startTrainer(jar, more);
  }

  /**
   * Streams the data to its end.
   *
   * @param stops what to do after how many records, once they are stored
   */
  void stream(SortedMap<Long, Runnable> stops) throws InterruptedException {
    listener.begin("streaming", " records", total);
    SortedMap<Long, Runnable> all = new TreeMap<>(stops);
    List<Runnable> inOrder = List.copyOf(stops.values());
    all.put(total, this::enough);
    Lockstep lockstep =
        new Lockstep(
            pipeline.producer(),
            sent -> {
              listener.at(sent);
              return all.containsKey(sent);
            },
            number -> {
              if (number <= inOrder.size()) {
                inOrder.get(number - 1).run();
              } else {
                enough();
              }
              requireGoingOn();
            });
    replayer = new Replayer(data, options.csv(), Pace.max(), ReplayListener.NONE);
    var unused = replayer.run(lockstep);
    awaitProcessed();
    listener.at(total);
  }

  /** Waits until all that was sent is processed. */
  void awaitProcessed() {
    gate.await("waiting for the forecasts", pipeline::isProcessed);
    requireGoingOn();
  }

  /** Waits for the decision on all that was sent, and until it is known and all is processed. */
  ModelDecisionEvent awaitRetraining(int number) {
    gate.pass(number);
    requireGoingOn();
    return decided().get(decided().size() - 1);
  }

  /**
   * Waits for a decision.
   *
   * @param after so many others
   */
  ModelDecisionEvent awaitDecision(int after) {
    gate.await("waiting for a decision", () -> decided().size() > after && pipeline.isKnown());
    requireGoingOn();
    return decided().get(after);
  }

  /** All decisions so far, oldest first. */
  List<ModelDecisionEvent> decided() {
    return pipeline.tally().decided();
  }

  /**
   * Gives the trainer a while to decide on what has been processed.
   *
   * @return whether it decided
   */
  boolean decides(int after, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    gate.await(
        "waiting for the trainer", () -> decided().size() > after || System.nanoTime() > deadline);
    requireGoingOn();
    return decided().size() > after;
  }

  /** Gives the trainer a while to read on. */
  void letTrainerRead(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    gate.await("waiting for the trainer", () -> System.nanoTime() > deadline);
    requireGoingOn();
  }

  /** Ends the streaming before the next record that it stops for. */
  void enough() {
    replayer.stop();
  }

  Path file(String name) {
    return directory.path().resolve(name);
  }

  /** Decides by hand, and waits until it is known. */
  ModelDecisionEvent decide(ModelOperation operation, String reason) {
    awaitProcessed();
    ModelDecisionEvent decision =
        ModelOperations.on(settings()).decide(operation, reason, change -> {}).event();
    long time = decision.getTime().toEpochMilli();
    gate.await("waiting for a decision", () -> pipeline.application().models().hasTaken(time));
    requireGoingOn();
    return decision;
  }

  private void requireGoingOn() {
    if (stop.getCount() == 0) {
      throw new PipelineException("stopped before its end");
    }
  }

  /** Asks about what the topics hold now. */
  <T> T measured(Function<Verification, T> question) {
    try (TopicLog topics = new KafkaTopicLog(settings().kafka())) {
      return question.apply(
          new Verification(topics, settings(), InputProgress.read(topics, settings())));
    }
  }

  /** Progress of a measurement, told to the drill's listener. */
  Progress progress(String task) {
    return new Progress() {
      @Override
      public void begin(long offsets) {
        listener.begin(task, " records", offsets);
      }

      @Override
      public void at(long offsets) {
        listener.at(offsets);
      }
    };
  }

  Circumstances circumstances() {
    return Circumstances.of(
        options.seed(),
        options.data().map(file -> file.getFileName().toString()).orElse("made"),
        pipeline.producer().acknowledged(),
        pipeline.tally().series());
  }

  private void closeFiles() {
    log.close();
    directory.close();
  }

  @Override
  public void close() {
    try {
      pipeline.close();
    } finally {
      closeFiles();
    }
  }
}
