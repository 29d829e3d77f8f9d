package io.tidegate.stream.bench;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.drill.DrillListener;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.streams.Topology;

/** Runs one topology after the other, each by the same clock. One thread. */
final class Turns {
  /** The clock starts when a topology has run for this part of a turn. */
  private static final int WARM_UP = 5;

  private static final long TICK_MILLIS = 50;

  private final Duration clock;
  private final DrillListener listener;
  private final CountDownLatch stop;

  /**
   * @param clock for which each turn is timed
   * @param stop ends all waiting when it reaches zero
   */
  Turns(Duration clock, DrillListener listener, CountDownLatch stop) {
    this.clock = clock;
    this.listener = listener;
    this.stop = stop;
  }

  /** What runs, and what it is fed. */
  record Subject(
      String name,
      StreamSettings settings,
      Topology topology,
      Properties properties,
      String input,
      Population.Cursor cursor) {}

  /** Runs one. */
  Turn take(Subject subject, OptionalDouble rate) throws InterruptedException {
    try (StreamRun run = new StreamRun(subject.topology(), subject.properties(), stop)) {
      long begun = System.nanoTime();
      listener.begin(subject.name(), " s", clock.toSeconds());
      run.start();
      double startSeconds = (System.nanoTime() - begun) / 1e9;
      try (Feeder feeder = feeder(subject, rate, run)) {
        feeder.start();
        spend(run, feeder, clock.dividedBy(WARM_UP), false);
        Usage before = run.usage();
        spend(run, feeder, clock, true);
        Usage used = run.usage().since(before);
        long heap = Footprint.heap();
        Long resident = Footprint.resident();
        feeder.stop();
        run.awaitProcessed(feeder.sent());
        if (feeder.leastAhead() <= 0) {
          listener.say(
              subject.name() + ": took records faster than they could be sent; it can do more");
        }
        return new Turn(used, feeder.sent(), run.restoreSeconds(), startSeconds, heap, resident);
      }
    }
  }

  /**
   * Runs one at a rate and times what comes out.
   *
   * @return microseconds from when an observation was due to when its forecast was there
   */
  Timed time(Subject subject, double rate, LatencyReader reader) throws InterruptedException {
    try (StreamRun run = new StreamRun(subject.topology(), subject.properties(), stop)) {
      listener.begin(subject.name(), " s", clock.toSeconds());
      run.start();
      try (Feeder feeder = feeder(subject, OptionalDouble.of(rate), run)) {
        reader.start();
        feeder.start();
        spend(run, feeder, clock.dividedBy(WARM_UP), false);
        long from = System.nanoTime();
        spend(run, feeder, clock, true);
        feeder.stop();
        run.await("forecasts could be read", feeder.sent(), reader::seen);
        return new Timed(reader.stop(feeder.times(), from), feeder.sent());
      }
    }
  }

  /** Latencies in microseconds, and records in all. */
  record Timed(Histogram micros, long sent) {}

  private static Feeder feeder(Subject subject, OptionalDouble rate, StreamRun run) {
    return new Feeder(
        subject.settings().kafka(), subject.input(), subject.cursor(), rate, run::processed);
  }

  private void spend(StreamRun run, Feeder feeder, Duration time, boolean told)
      throws InterruptedException {
    long begun = System.nanoTime();
    long spent = 0;
    while (spent < time.toNanos()) {
      run.pause(Math.min(TICK_MILLIS, TimeUnit.NANOSECONDS.toMillis(time.toNanos() - spent) + 1));
      feeder.check();
      spent = System.nanoTime() - begun;
      if (told) {
        listener.at(TimeUnit.NANOSECONDS.toSeconds(spent));
      }
    }
  }
}
