package io.tidegate.stream.demo;

import io.tidegate.schema.ModelDecision;
import io.tidegate.stream.demo.DemoStatus.Retrainings;
import io.tidegate.stream.pipeline.Account;
import io.tidegate.stream.pipeline.Pipeline;
import io.tidegate.stream.pipeline.Tally;
import io.tidegate.stream.view.PartitionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a demo whose parts are up, from its first observation to its summary. One thread. */
final class DemoRun {
  private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
  private static final long POLL_MILLIS = 200;
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private final Pipeline pipeline;
  private final Screen screen;
  private final CountDownLatch stop;
  private final Rate in = new Rate();
  private final Rate out = new Rate();
  private final List<String> faults = new ArrayList<>();
  private long startNanos;

  /**
   * A run.
   *
   * @param stop ends it when it reaches zero
   */
  DemoRun(Pipeline pipeline, Screen screen, CountDownLatch stop) {
    this.pipeline = pipeline;
    this.screen = screen;
    this.stop = stop;
  }

  /** Opens the input when all is ready for it. */
  interface Source {
    /** Opens it. */
    DemoInput open();
  }

  /**
   * Runs until the input ends and all of it is settled, the time is over, or it is stopped.
   *
   * @return whether it showed what a demo is to show
   */
  boolean run(Source source, Optional<Duration> duration) throws InterruptedException {
    startNanos = System.nanoTime();
    DemoInput input = source.open();
    try {
      watch(input, duration);
    } catch (RuntimeException e) {
      // The summary says what came before; a trainer that got the same Ctrl-C is no fault.
      if (!stop.await(1, TimeUnit.SECONDS)) {
        LOG.error("the demo ends", e);
        faults.add(e.getMessage());
      }
    } finally {
      input.close();
    }
    settle(input);
    DemoStatus last = status(input);
    faults.addAll(shortcomings(last));
    screen.end(last, faults);
    return faults.isEmpty();
  }

  private void watch(DemoInput input, Optional<Duration> duration) throws InterruptedException {
    while (!stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      pipeline.check();
      input.check();
      screen.show(status(input));
      boolean over = duration.filter(limit -> elapsed().compareTo(limit) >= 0).isPresent();
      if (over || input.isFinished()) {
        return;
      }
    }
  }

  /** Waits for the forecasts of what was sent, and for the view to have them. */
  private void settle(DemoInput input) throws InterruptedException {
    try {
      waitFor(() -> account(input).isBalanced(), SETTLING);
      long forecasts = pipeline.tally().forecasts();
      waitFor(() -> pipeline.application().view().status().forecasts() >= forecasts, SETTLING);
    } catch (RuntimeException e) {
      LOG.error("the demo cannot settle its account", e);
      faults.add(e.getMessage());
    }
  }

  private boolean waitFor(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pipeline.checkReader();
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  private static List<String> shortcomings(DemoStatus status) {
    List<String> shortcomings = new ArrayList<>();
    if (status.account().forecasts() == 0) {
      shortcomings.add("nothing was forecast");
    }
    if (status.retrainings().trained() == 0) {
      shortcomings.add("no model was retrained");
    } else if (status.retrained() == 0) {
      shortcomings.add("no forecast came from a retrained version");
    }
    if (!status.account().isBalanced()) {
      shortcomings.add(
          String.format(
              "%d records were sent, but it is known of %d what became of them",
              status.account().sent(), status.account().settled()));
    }
    return shortcomings;
  }

  private DemoStatus status(DemoInput input) {
    Account account = account(input);
    Tally tally = pipeline.tally();
    long now = System.nanoTime();
    return new DemoStatus(
        elapsed(),
        input.describe(),
        in.perSecond(account.sent(), now),
        out.perSecond(account.forecasts(), now),
        account,
        tally.series(),
        pipeline.application().view().scoreboard(),
        pipeline.application().view().inUse().stream()
            .mapToLong(PartitionUse::version)
            .max()
            .orElse(-1),
        new Retrainings(
            tally.decisions(ModelDecision.PROMOTED),
            tally.decisions(ModelDecision.REJECTED),
            tally.decisions(ModelDecision.FAILED)),
        tally.retrained(),
        pipeline.application().page());
  }

  private Account account(DemoInput input) {
    return pipeline.account(input.badRows());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
