package io.tidegate.stream.pipeline;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.replay.ObservationProducer;
import io.tidegate.stream.topology.TopicCreation;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker, stream application and trainer, and what counts what goes in and comes out. Opened,
 * begun, fed and closed by one thread; what it says of its progress may be asked by any.
 */
public final class Pipeline implements RetrainingGate.Progress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final int PARTITIONS = 2;

  private final PipelineDirectory directory;
  private final PipelineSettings keys;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private TidegateApplication application;
  private TallyReader reader;
  private ObservationProducer producer;
  private TrainerProcess trainer;
  private Books before = new Books(0, 0, 0, 0, 0, 0, 0);
  private volatile Books lastRead = before;

  private Pipeline(PipelineDirectory directory, PipelineSettings keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /**
   * Starts a broker and the stream application.
   *
   * @param keys of both processes; where broker and states are is added
   * @param brokerPort 0 for a free one
   * @throws RuntimeException with one line, if something does not start
   */
  public static Pipeline open(PipelineDirectory directory, PipelineSettings keys, int brokerPort) {
    Pipeline pipeline = new Pipeline(directory, keys);
    try {
      pipeline.open(brokerPort);
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  private void open(int brokerPort) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.broker(), brokerPort);
    closing.push(broker::close);
    keys.always(
        Map.of(
            "kafka.bootstrap.servers",
            broker.bootstrapServers(),
            "tidegate.state.dir",
            directory.streams().toString()));
    StreamSettings settings = keys.write(directory.settings());
    TopicCreation.create(settings.kafka(), settings.topics(), PARTITIONS, (short) 1);
    application = TidegateApplication.start(settings);
    closing.push(application::close);
  }

  /**
   * Waits until the application is ready, and counts from here on.
   *
   * @param stop ends the wait too
   */
  public void begin(CountDownLatch stop) throws InterruptedException {
    Readiness.await(application, stop);
    StreamSettings settings = application.settings();
    reader = TallyReader.start(settings);
    closing.push(reader::close);
    producer =
        ObservationProducer.open(
            settings.kafka(), settings.serde().serializer(), settings.topics().observations());
    closing.push(producer::close);
    if (stop.getCount() > 0) {
      before = Books.of(application.streams());
    }
  }

  /**
   * Starts the trainer in place of one that runs.
   *
   * @param more keys that it has from now on
   */
  public void startTrainer(Path jar, Map<String, String> more) {
    stopTrainer();
    var unused = keys.always(more).write(directory.settings());
    trainer =
        TrainerProcess.start(jar, directory.settings(), keys.overruled(), directory.trainerLog());
  }

  /** Ends the trainer, if one runs. */
  public void stopTrainer() {
    if (trainer != null) {
      trainer.close();
      trainer = null;
    }
  }

  /** The stream application. */
  public TidegateApplication application() {
    return application;
  }

  /** Writes what comes in. */
  public ObservationProducer producer() {
    return producer;
  }

  /** What came out since the beginning. */
  public Tally tally() {
    return reader.tally();
  }

  /**
   * What became of the records that were sent since the beginning.
   *
   * @param badRows of the input
   */
  public Account account(long badRows) {
    return new Account(
        producer.acknowledged(), tally().forecasts(), books(), tally().deadLetters(), badRows);
  }

  /** The books since the beginning; as they were last seen while the streams rebalance. */
  private Books books() {
    try {
      lastRead = Books.of(application.streams()).since(before);
    } catch (InvalidStateStoreException e) {
      LOG.debug("the books cannot be read now", e);
    }
    return lastRead;
  }

  @Override
  public Map<Integer, Long> ends() {
    return producer.ends();
  }

  @Override
  public boolean isDecided(Map<Integer, Long> ends) {
    return tally().isDecided(ends);
  }

  @Override
  public boolean isKnown() {
    return application.models().hasTaken(tally().newestDecision());
  }

  @Override
  public boolean isProcessed() {
    return account(0).isBalanced();
  }

  /**
   * Tells whether what comes out is still counted.
   *
   * @throws RuntimeException why it is not
   */
  public void checkReader() {
    reader.check();
  }

  @Override
  public void check() {
    checkReader();
    if (trainer != null) {
      trainer.check();
    }
    if (!application.failure().isEmpty()) {
      throw new PipelineException("the stream application stopped: " + application.failure());
    }
  }

  /** Ends all parts, the trainer first. */
  @Override
  public void close() {
    RuntimeException failure = null;
    closing.push(this::stopTrainer);
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
