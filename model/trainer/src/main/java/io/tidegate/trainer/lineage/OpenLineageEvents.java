package io.tidegate.trainer.lineage;

import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClient;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends run events by OpenLineage's client, on a thread of its own: training never waits for them,
 * and what cannot be sent is lost, logged and counted. At most {@value #QUEUE} events wait.
 */
public final class OpenLineageEvents implements TrainingEvents {
  /** Several hours of retrainings. */
  static final int QUEUE = 64;

  private static final Logger LOG = LoggerFactory.getLogger(OpenLineageEvents.class);

  private final BlockingQueue<RunEvent> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final RunEvents events;
  private final Destination destination;
  private final OpenLineageClient client;
  private final Duration patience;
  private final Thread sender;
  private volatile boolean closing;

  /**
   * Starts the thread; nothing is sent before the first event.
   *
   * @param patience how long {@link #close} may wait for what is left
   */
  public OpenLineageEvents(
      LineageSettings settings, String codeVersion, Clock clock, Duration patience) {
    this.events = new RunEvents(settings, codeVersion, clock);
    this.destination = Destination.of(settings);
    this.client = OpenLineageClient.builder().transport(destination.transport()).build();
    this.patience = patience;
    this.sender = new Thread(this::send, "openlineage");
    sender.setDaemon(true);
    sender.start();
  }

  @Override
  public void started(TrainingRun run) {
    offer(events.started(run));
  }

  @Override
  public void ended(TrainingRun run, ModelDecisionEvent decision, ModelSnapshot snapshot) {
    offer(events.ended(run, decision, snapshot));
  }

  @Override
  public void failed(TrainingRun run, String reason) {
    offer(events.failed(run, reason));
  }

  @Override
  public void stopped(TrainingRun run) {
    offer(events.stopped(run));
  }

  /** Events that arrived. */
  public long sent() {
    return sent.get();
  }

  /** Events that did not. */
  public long lost() {
    return lost.get();
  }

  private void offer(RunEvent event) {
    if (!waiting.offer(event)) {
      lose(event, QUEUE + " others are waiting for " + destination.name());
    }
  }

  private void send() {
    try {
      while (!closing || !waiting.isEmpty()) {
        RunEvent event = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (event != null) {
          send(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeClient();
    }
  }

  @SuppressWarnings("InterruptedExceptionSwallowed") // It is the thread's last act.
  private void closeClient() {
    try {
      client.close();
    } catch (Exception e) {
      LOG.warn("OpenLineage's client did not close: {}", e.toString());
    }
  }

  /** Whatever the client throws must not end the thread. */
  private void send(RunEvent event) {
    try {
      destination.send(client, event);
      sent.incrementAndGet();
    } catch (RuntimeException | LinkageError e) {
      lose(event, destination.name() + " did not take it: " + e.getMessage());
    }
  }

  private void lose(RunEvent event, String reason) {
    LOG.warn(
        "OpenLineage event {} of run {} is lost, the {}. of {}: {}",
        event.getEventType(),
        event.getRun().getRunId(),
        lost.incrementAndGet(),
        lost.get() + sent.get(),
        reason);
  }

  @Override
  public void close() {
    closing = true;
    try {
      sender.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
    LOG.info("OpenLineage events: {} sent, {} lost, {} left", sent, lost, waiting.size());
  }
}
