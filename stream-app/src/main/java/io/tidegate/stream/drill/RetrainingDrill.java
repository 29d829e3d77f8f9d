package io.tidegate.stream.drill;

import io.tidegate.stream.pipeline.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Streams made series at an even rate and measures how long forecasts take before, during and after
 * a retraining that does not end by itself. One thread runs it; any may stop it.
 */
public final class RetrainingDrill {
  private static final int SERIES = 40;

  /** Rows of each series before anything is measured: what is retrained on. */
  private static final int HISTORY = 1_000;

  /** Observations are produced in as many portions a second. */
  private static final int PORTIONS = 20;

  /** Most seconds from the trainer's start until it trains, and from its end until all is calm. */
  private static final int PATIENCE = 90;

  private static final int CALM = 3;

  /** A retraining that begins at once and goes on until the trainer is stopped. */
  private static final Map<String, String> ENDLESS =
      Map.of(
          "tidegate.trainer.period", "PT1S",
          "tidegate.trainer.batches.first", "100000",
          "tidegate.trainer.passes", "1000000000");

  private final DrillOptions options;
  private final int seconds;
  private final int rate;
  private final DrillListener listener;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Prepares.
   *
   * @param seconds each window takes
   * @param rate observations a second, at least {@value #PORTIONS}
   */
  public RetrainingDrill(DrillOptions options, int seconds, int rate, DrillListener listener) {
    this.options = options;
    this.seconds = seconds;
    this.rate = rate;
    this.listener = listener;
  }

  /** Ends the drill soon. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs to the end and cleans up.
   *
   * @throws RuntimeException with one line, if it cannot start or go on, or nothing is retrained
   */
  public RetrainingResult run() throws InterruptedException {
    long streamed = (long) rate * (3 * seconds + PATIENCE + 2 * CALM);
    int rows = HISTORY + (int) (streamed / SERIES) + 1;
    MadeSeries made = new MadeSeries(SERIES, rows, MadeSeries.NEVER, options.seed());
    try (Rig rig = new Rig(options, made, ENDLESS, listener, stop);
        Latencies latencies = new Latencies(rig.pipeline().application())) {
      Course course = new Course(rig, latencies);
      SortedMap<Long, Runnable> stops = new TreeMap<>();
      int portion = rate / PORTIONS;
      for (long at = (long) HISTORY * SERIES; at < rig.total(); at += portion) {
        stops.put(at, course);
      }
      rig.stream(stops);
      if (course.phase != Phase.OVER) {
        throw new PipelineException(
            "no retraining was seen within "
                + PATIENCE
                + " s; keep the files by --dir and look at"
                + " the trainer's log");
      }
      return RetrainingResult.of(
          rig.circumstances(),
          portion * PORTIONS,
          Runtime.getRuntime().availableProcessors(),
          course.windows);
    }
  }

  /** In this order. */
  private enum Phase {
    SETTLING,
    BEFORE,
    STARTING,
    DURING,
    CALMING,
    AFTER,
    OVER;

    Phase next() {
      return switch (this) {
        case SETTLING -> BEFORE;
        case BEFORE -> STARTING;
        case STARTING -> DURING;
        case DURING -> CALMING;
        case CALMING -> AFTER;
        case AFTER, OVER -> OVER;
      };
    }
  }

  /** Called before each portion: waits until it is due, and goes on to the next phase in time. */
  private final class Course implements Runnable {
    private final Rig rig;
    private final Latencies latencies;
    private final List<RetrainingResult.Window> windows = new ArrayList<>();
    private Phase phase = Phase.SETTLING;
    private long first;
    private long entered;
    private long portions;

    Course(Rig rig, Latencies latencies) {
      this.rig = rig;
      this.latencies = latencies;
    }

    @Override
    public void run() {
      if (portions == 0) {
        rig.awaitProcessed();
        first = System.nanoTime();
        entered = first;
      }
      awaitTurn();
      if (isTimeToGoOn((System.nanoTime() - entered) / 1e9)) {
        goOn();
      }
    }

    private void awaitTurn() {
      long due = first + portions * TimeUnit.SECONDS.toNanos(1) / PORTIONS;
      portions++;
      try {
        if (stop.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          rig.enough();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        rig.enough();
      }
    }

    private boolean isTimeToGoOn(double elapsed) {
      return switch (phase) {
        case SETTLING, CALMING -> elapsed >= CALM;
        case BEFORE, DURING, AFTER -> elapsed >= seconds;
        case STARTING -> trains();
        case OVER -> false;
      };
    }

    private void goOn() {
      if (phase == Phase.DURING && !trains()) {
        throw new PipelineException(
            "the retraining ended before it was measured; give fewer" + " --seconds");
      }
      if (phase == Phase.BEFORE || phase == Phase.DURING || phase == Phase.AFTER) {
        windows.add(latencies.end(phase.name().toLowerCase(java.util.Locale.ROOT)));
      }
      phase = phase.next();
      entered = System.nanoTime();
      switch (phase) {
        case STARTING -> rig.startTrainer(Map.of());
        case CALMING -> rig.pipeline().stopTrainer();
        case OVER -> rig.enough();
        default -> latencies.begin();
      }
      listener.say(phase.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** The trainer is a child of this process, and trains in a child of its own. */
    private static boolean trains() {
      return ProcessHandle.current()
          .children()
          .anyMatch(trainer -> trainer.children().findAny().isPresent());
    }
  }
}
