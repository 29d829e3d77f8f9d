package io.tidegate.stream.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.tidegate.schema.AlertEvent;
import io.tidegate.wire.ModelPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * The application's own figures. Every record is counted once more: as a forecast, late, a
 * duplicate, a known future, feedback, a tick, a change of a series, a dead letter, or among the
 * parked. Counts are since the start of this process, and a transaction that was aborted and done
 * again counts twice; the exact ones are in the ledger. Thread-safe.
 */
final class StreamMeters implements RefusalCounts {
  private static final String ALERTS = "tidegate.alerts";
  private static final String IDLE = "tidegate.partition.idle";
  private static final String VERSION = "tidegate.model.version";
  private static final String CHALLENGER = "tidegate.challenger.version";
  private static final String PARTITION = "partition";
  private static final long NONE = -1;
  private static final double MILLIS = 1_000;

  private final Counter records;
  private final Counter forecasts;
  private final Counter late;
  private final Counter duplicates;
  private final Counter knownFuture;
  private final Counter feedback;
  private final Counter ticks;
  private final Counter changes;
  private final Counter deadLetters;
  private final Timer stepTime;
  private final MeterRegistry meters;
  private final Map<Integer, Ledger> ledgers = new ConcurrentHashMap<>();
  private final Map<Integer, Long> lastRecords = new ConcurrentHashMap<>();

  StreamMeters(MeterRegistry meters) {
    this.meters = meters;
    records = counter(meters, "tidegate.records", "Records of the observations topic");
    forecasts = counter(meters, "tidegate.forecasts", "Forecasts written");
    late = counter(meters, "tidegate.late", "Observations that came too late for a forecast");
    duplicates =
        counter(meters, "tidegate.duplicates", "Observations of a slot that already had one");
    knownFuture =
        counter(meters, "tidegate.known.future", "Events that announced covariates ahead");
    feedback = counter(meters, "tidegate.feedback", "Events that said something about alerts");
    ticks = counter(meters, "tidegate.ticks", "Events that said how late it is");
    changes =
        counter(
            meters, "tidegate.series.changes", "Events that reset, forgot or imported a series");
    deadLetters = counter(meters, "tidegate.dead.letters", "Records refused");
    stepTime =
        Timer.builder("tidegate.step.time")
            .description("Time to move one series by one record")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(20_000))
            .maximumExpectedValue(Duration.ofMillis(200))
            .register(meters);
    Gauge.builder("tidegate.series", ledgers, all -> sum(all, Ledger::series))
        .description("Series with a state, in the partitions here")
        .register(meters);
    Gauge.builder("tidegate.alerts.open", ledgers, all -> sum(all, books -> books.lookout().open()))
        .description("Alerts that are open, in the partitions here")
        .register(meters);
    Gauge.builder(
            "tidegate.series.missing", ledgers, all -> sum(all, books -> books.lookout().missing()))
        .description("Series whose data is missing, in the partitions here")
        .register(meters);
    Gauge.builder(
            "tidegate.series.expired", ledgers, all -> sum(all, books -> books.lookout().expired()))
        .description("Series that were forgotten after a long silence, in the partitions here")
        .register(meters);
    Gauge.builder("tidegate.parked", ledgers, all -> sum(all, Ledger::parked))
        .description("Observations that wait for their series' next, in the partitions here")
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  private static double sum(Map<Integer, Ledger> ledgers, ToLongFunction<Ledger> of) {
    return ledgers.values().stream().mapToLong(of).sum();
  }

  @Override
  public void deadLetter() {
    deadLetters.increment();
  }

  /** Begins to time one record. */
  Timer.Sample startStep() {
    return Timer.start(meters);
  }

  /** Ends what {@link #startStep} began. */
  void endStep(Timer.Sample sample) {
    sample.stop(stepTime);
  }

  @Override
  public void record() {
    records.increment();
  }

  /** Takes what one record changed in a partition's books. */
  void moved(int partition, Ledger before, Ledger after) {
    forecasts.increment((double) (after.accepted() - before.accepted()));
    late.increment((double) (after.late() - before.late()));
    duplicates.increment((double) (after.duplicates() - before.duplicates()));
    knownFuture.increment((double) (after.knownFuture() - before.knownFuture()));
    feedback.increment((double) (after.feedback() - before.feedback()));
    ticks.increment((double) (after.ticks() - before.ticks()));
    changes.increment((double) (after.changes() - before.changes()));
    deadLetters.increment((double) (after.unconfirmed() - before.unconfirmed()));
    holds(partition, after);
  }

  /** Counts what is told of an incident. */
  void alerted(AlertEvent event) {
    Counter.builder(ALERTS)
        .description("What was told of incidents, by change, kind and severity")
        .tags(
            Tags.of(
                "change", name(event.getChange()),
                "kind", name(event.getKind()),
                "severity", name(event.getSeverity())))
        .register(meters)
        .increment();
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The partition is processed here, from now on or after a record. */
  void holds(int partition, Ledger ledger) {
    ledgers.put(partition, ledger);
    if (lastRecords.put(partition, System.nanoTime()) == null) {
      begin(partition);
    }
  }

  private void begin(int partition) {
    TimeGauge.builder(IDLE, () -> idleSeconds(partition), TimeUnit.SECONDS)
        .description("For how long the partition has had no record here")
        .tag(PARTITION, Integer.toString(partition))
        .register(meters);
    Gauge.builder(VERSION, () -> books(partition).modelVersion())
        .description("Model version that the partition uses; -1 before its first record")
        .tag(PARTITION, Integer.toString(partition))
        .register(meters);
    Gauge.builder(CHALLENGER, () -> challenger(books(partition)))
        .description("Model version that runs beside it without output; -1 for none")
        .tag(PARTITION, Integer.toString(partition))
        .register(meters);
  }

  private Ledger books(int partition) {
    return ledgers.getOrDefault(partition, Ledger.EMPTY);
  }

  private static long challenger(Ledger books) {
    return books.plan().map(ModelPlan::challenger).orElse(OptionalLong.empty()).orElse(NONE);
  }

  private double idleSeconds(int partition) {
    return idle().getOrDefault(partition, Duration.ZERO).toMillis() / MILLIS;
  }

  /** For how long each partition here has had no record; since it came here if it had none. */
  Map<Integer, Duration> idle() {
    long now = System.nanoTime();
    Map<Integer, Duration> idle = new TreeMap<>();
    lastRecords.forEach(
        (partition, last) -> idle.put(partition, Duration.ofNanos(Math.max(0, now - last))));
    return idle;
  }

  /** The partition is no longer processed here. */
  void released(int partition) {
    ledgers.remove(partition);
    lastRecords.remove(partition);
    for (String name : List.of(IDLE, VERSION, CHALLENGER)) {
      meters
          .find(name)
          .tag(PARTITION, Integer.toString(partition))
          .meters()
          .forEach(meters::remove);
    }
  }
}
