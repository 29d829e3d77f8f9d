package io.tidegate.stream.bench;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.host.Machine;
import io.tidegate.stream.topology.StepCosts;
import io.tidegate.stream.topology.StoreSeeds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Collects what is measured and makes the result of it. One thread. */
final class Figures {
  private static final double MILLION = 1e6;

  private final BenchOptions options;
  private final StreamSettings settings;
  private final boolean embedded;
  private final WarmStates warm;
  private final List<BenchResult.Round> rounds = new ArrayList<>();
  private Turn first;
  private Usage whole;
  private Usage passing;
  private Usage small;
  private double changelogBytes;
  private double diskBytes;
  private double forecastBytes;
  private BenchResult.EndToEnd endToEnd;
  private BenchResult.Percentiles step;
  private StepCosts.Costs costs;

  Figures(BenchOptions options, StreamSettings settings, boolean embedded, WarmStates warm) {
    this.options = options;
    this.settings = settings;
    this.embedded = embedded;
    this.warm = warm;
  }

  /** Of the changelog of states, before the applications wrote to it. */
  void changelogBytes(long bytes) {
    changelogBytes = bytes;
  }

  /** Of the store's files. */
  void diskBytes(long bytes) {
    diskBytes = bytes;
  }

  /** Of one forecast. */
  void forecastBytes(double bytes) {
    forecastBytes = bytes;
  }

  void step(BenchResult.Percentiles micros) {
    step = micros;
  }

  void costs(StepCosts.Costs nanos) {
    costs = nanos;
  }

  void endToEnd(double rate, Histogram micros) {
    endToEnd =
        new BenchResult.EndToEnd(
            rate,
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getTotalCount());
  }

  /** Adds one turn of each topology. */
  void round(Turn ofWhole, Turn ofPassing, Turn ofSmall) {
    first = first == null ? ofWhole : first;
    whole = whole == null ? ofWhole.usage() : whole.plus(ofWhole.usage());
    passing = passing == null ? ofPassing.usage() : passing.plus(ofPassing.usage());
    small = small == null ? ofSmall.usage() : small.plus(ofSmall.usage());
    rounds.add(
        new BenchResult.Round(
            ofWhole.usage().recordsPerSecond(),
            ofPassing.usage().recordsPerSecond(),
            ofSmall.usage().recordsPerSecond()));
  }

  double recordsPerSecond() {
    return whole.recordsPerSecond();
  }

  BenchResult result() {
    double rate = whole.recordsPerSecond();
    return new BenchResult(
        circumstances(),
        options.series(),
        Math.round(whole.records()),
        whole.nanos() / 1e9,
        options.rate().isPresent() ? options.rate().getAsDouble() : null,
        rate,
        passing.recordsPerSecond(),
        rate / passing.recordsPerSecond(),
        small.recordsPerSecond(),
        rate / small.recordsPerSecond(),
        rounds,
        step,
        endToEnd,
        cpu(),
        parts(),
        whole.allocated() / whole.records(),
        warm.sizes().forecast() + warm.sizes().alerts() + warm.sizes().frame(),
        warm.sizes(),
        diskBytes / options.series(),
        changelogBytes / options.series(),
        changelogMegabytes(),
        warm.observationBytes(),
        forecastBytes,
        first.heap(),
        first.resident(),
        first.restoreSeconds(),
        first.startSeconds());
  }

  private BenchResult.Circumstances circumstances() {
    return new BenchResult.Circumstances(
        Machine.describe(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Optional.ofNullable(Figures.class.getPackage().getImplementationVersion())
            .orElse("not packaged"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        settings.size().name().toLowerCase(Locale.ROOT),
        embedded ? "embedded" : "given",
        options.partitions(),
        Integer.parseInt(settings.kafka().getOrDefault("num.stream.threads", 1).toString()),
        Footprint.load());
  }

  /** Seconds for a million records are microseconds for one. */
  private static double each(long nanos, Usage usage) {
    return (double) nanos / 1e3 / usage.records();
  }

  private BenchResult.Cpu cpu() {
    long rest =
        whole.processNanos() - whole.streamNanos() - whole.clientNanos() - whole.otherNanos();
    return new BenchResult.Cpu(
        each(whole.streamNanos(), whole),
        each(whole.clientNanos(), whole),
        each(Math.max(0, rest), whole),
        each(whole.otherNanos(), whole),
        each(whole.processNanos(), whole),
        each(passing.streamNanos(), passing),
        each(passing.processNanos(), passing));
  }

  private BenchResult.Parts parts() {
    double all =
        costs.decode() + costs.stateCodec() + costs.forecast() + costs.alerts() + costs.encode();
    return new BenchResult.Parts(
        costs.decode() / 1e3,
        Math.max(0, each(whole.streamNanos(), whole) - all / 1e3),
        costs.stateCodec() / 1e3,
        costs.forecast() / 1e3,
        costs.alerts() / 1e3,
        costs.encode() / 1e3);
  }

  private double changelogMegabytes() {
    double bytes =
        whole.topics().entrySet().stream()
            .filter(topic -> StoreSeeds.isChangelog(topic.getKey()))
            .mapToDouble(topic -> topic.getValue())
            .sum();
    return bytes / MILLION / (whole.records() / MILLION);
  }
}
