package io.tidegate.stream.bench;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.drill.DrillListener;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.pipeline.ErrorLog;
import io.tidegate.stream.pipeline.PipelineDirectory;
import io.tidegate.stream.topology.StepCosts;
import io.tidegate.stream.topology.StoreSeeds;
import io.tidegate.stream.topology.StreamTopology;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the production topology on states of full size, and beside it, in turns on the same broker
 * and the same stores, one that models nothing, and one with little state. One thread; {@link
 * #stop} may be called by any.
 */
public final class Bench {
  private static final Duration COSTS = Duration.ofSeconds(3);

  private final BenchOptions options;
  private final DrillListener listener;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Prepares. */
  public Bench(BenchOptions options, DrillListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * Measures.
   *
   * @throws BenchException if it cannot be measured, or an output is wrong
   */
  public BenchResult run() throws InterruptedException {
    try (PipelineDirectory directory = PipelineDirectory.open("bench", options.directory());
        ErrorLog log = ErrorLog.to(directory.log());
        BenchCluster cluster = BenchCluster.open(options, directory)) {
      if (!directory.isTemporary()) {
        listener.say("the log is " + log.path());
      }
      return new Measurement(cluster, directory).run();
    } catch (BenchException e) {
      throw stop.getCount() == 0 ? new BenchException("stopped before its end") : e;
    }
  }

  /** Ends it soon, without a result. */
  public void stop() {
    stop.countDown();
  }

  /** One measurement on a cluster. */
  private final class Measurement {
    private final PipelineDirectory directory;
    private final StreamSettings settings;
    private final StreamSettings smallSettings;
    private final SmallState small;
    private final WarmStates warm;
    private final Population.Cursor cursor;
    private final Turns turns = new Turns(options.turn(), listener, stop);
    private final StepTimes steps = new StepTimes();
    private final Figures figures;

    Measurement(BenchCluster cluster, PipelineDirectory directory) {
      this.directory = directory;
      settings = cluster.settings(options);
      smallSettings = cluster.settings(options, "small");
      small = SmallState.of(cluster, smallSettings.applicationId());
      warm = WarmStates.make(settings, options.series(), listener);
      Population population = new Population(warm, options.series(), options.partitions());
      cursor = population.new Cursor();
      figures = new Figures(options, settings, cluster.embedded(), warm);
      Seeding seeding = new Seeding(cluster, options, settings, small, population);
      seeding.requireSpace(directory.path());
      seeding.seed(listener);
      figures.changelogBytes(cluster.bytes(StoreSeeds.states(settings)));
    }

    BenchResult run() throws InterruptedException {
      try (Outputs outputs = new Outputs(settings, options.partitions())) {
        for (int round = 1; round <= options.rounds(); round++) {
          round(round, outputs);
        }
        outputs.check(latency());
      }
      figures.step(steps.micros());
      figures.costs(new StepCosts(settings).measure(warm.states(), warm.next(), COSTS));
      return figures.result();
    }

    private void round(int number, Outputs outputs) throws InterruptedException {
      String which = options.rounds() == 1 ? "" : " " + number;
      Turn whole = turns.take(forecasting("forecasting" + which), options.rate());
      outputs.check(whole.sent());
      if (number == 1) {
        figures.diskBytes(Footprint.below(directory.streams(), "series"));
        figures.forecastBytes(outputs.bytesEach());
      }
      Turn passing = turns.take(passing("without a model" + which), options.rate());
      outputs.check(passing.sent());
      figures.round(whole, passing, turns.take(small("little state" + which), options.rate()));
    }

    private long latency() throws InterruptedException {
      double rate = options.rate().orElseGet(() -> figures.recordsPerSecond() / 2);
      String forecasts = settings.topics().forecasts();
      try (LatencyReader reader =
          new LatencyReader(settings, Outputs.partitions(forecasts, options.partitions()))) {
        Turns.Timed timed = turns.time(forecasting("at half the rate"), rate, reader);
        figures.endToEnd(rate, timed.micros());
        return timed.sent();
      }
    }

    private Turns.Subject forecasting(String name) {
      StreamTopology topology =
          new StreamTopology(settings, new ModelRegistry(settings), steps.registry());
      return subject(name, topology, cursor);
    }

    private Turns.Subject passing(String name) {
      // The series do not move, so their next observations are still to come.
      return subject(
          name, StreamTopology.passingThrough(settings, new StepTimes().registry()), cursor.copy());
    }

    private Turns.Subject subject(String name, StreamTopology topology, Population.Cursor at) {
      return new Turns.Subject(
          name,
          settings,
          topology.build(),
          topology.properties(),
          settings.topics().observations(),
          at);
    }

    private Turns.Subject small(String name) {
      StreamTopology like =
          StreamTopology.passingThrough(smallSettings, new StepTimes().registry());
      return new Turns.Subject(
          name, smallSettings, small.topology(), like.properties(), small.input(), cursor.copy());
    }
  }
}
