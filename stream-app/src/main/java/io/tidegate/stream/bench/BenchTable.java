package io.tidegate.stream.bench;

import java.util.Locale;

/** A result as lines of text. */
final class BenchTable {
  private static final double MEBIBYTE = 1 << 20;

  private final StringBuilder text = new StringBuilder();

  private BenchTable() {}

  static String of(BenchResult result) {
    BenchTable table = new BenchTable();
    table.head(result);
    table.speed(result);
    table.time(result);
    table.processor(result);
    table.space(result);
    return table.text.toString();
  }

  private void line(String what, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-34s ", what));
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private void head(BenchResult result) {
    BenchResult.Circumstances on = result.circumstances();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d series, size %s, %d partitions, %d stream threads, broker %s%n%s, load average %s, %s%n",
            result.series(),
            on.size(),
            on.partitions(),
            on.streamThreads(),
            on.broker(),
            on.machine(),
            on.loadAverage() == null
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f", on.loadAverage()),
            on.jdk()));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d records in %.1f s, %s; all of them answered once, in order, warm%n",
            result.records(),
            result.seconds(),
            result.rate() == null
                ? "flat out"
                : String.format(Locale.ROOT, "%,.0f a second", result.rate())));
  }

  private void speed(BenchResult result) {
    line("records/s", "%,.0f", result.recordsPerSecond());
    line(
        "  of the same bytes without a model",
        "%,.0f   ratio %.2f",
        result.passThroughRecordsPerSecond(),
        result.ratio());
    line(
        "  with 600 B of state and 200 B out",
        "%,.0f   ratio %.2f",
        result.smallStateRecordsPerSecond(),
        result.smallStateRatio());
  }

  private void time(BenchResult result) {
    BenchResult.Percentiles step = result.stepMicros();
    line(
        "one step, microseconds",
        "p50 %.0f   p99 %.0f   p999 %.0f",
        step.p50(),
        step.p99(),
        step.p999());
    BenchResult.EndToEnd latency = result.endToEnd();
    line(
        "from sent to read committed, ms",
        "p50 %.0f   p99 %.0f   at %,.0f records/s",
        latency.p50Millis(),
        latency.p99Millis(),
        latency.rate());
  }

  private void processor(BenchResult result) {
    BenchResult.Cpu cpu = result.cpuSecondsPerMillionRecords();
    line(
        "CPU seconds per million records",
        "%.1f: stream thread %.1f, its clients %.1f, JVM and RocksDB %.1f, %s %.1f",
        cpu.process(),
        cpu.streamThread(),
        cpu.clients(),
        cpu.jvmAndStores(),
        result.circumstances().broker().equals("embedded")
            ? "embedded broker and sender"
            : "sender",
        cpu.othersHere());
    line(
        "  without a model",
        "%.1f: stream thread %.1f",
        cpu.passThroughProcess(),
        cpu.passThroughStreamThread());
    BenchResult.Parts parts = result.streamThreadMicros();
    line(
        "stream thread, microseconds",
        "decode %.1f, store and stream %.1f, encode %.1f",
        parts.decode(),
        parts.store(),
        parts.encode());
    line(
        "  model",
        "forecast %.1f, its state %.1f, alerts %.1f",
        parts.forecast(),
        parts.stateCodec(),
        parts.alerts());
    line("allocated per record, bytes", "%,.0f", result.allocatedBytesPerRecord());
  }

  private void space(BenchResult result) {
    BenchResult.StateParts parts = result.stateBytesByPart();
    line(
        "state of a series, bytes",
        "%,.0f: forecast %,.0f, alerts %,.0f, frame %.0f",
        result.stateBytesPerSeries(),
        parts.forecast(),
        parts.alerts(),
        parts.frame());
    line(
        "  on disk, in the changelog",
        "%,.0f, %,.0f",
        result.diskBytesPerSeries(),
        result.changelogBytesPerSeries());
    line("changelog MB per million records", "%,.0f", result.changelogMegabytesPerMillionRecords());
    line(
        "heap after GC, resident, MiB",
        "%,.0f, %s",
        result.heapBytes() / MEBIBYTE,
        result.residentBytes() == null
            ? "unknown"
            : String.format(Locale.ROOT, "%,.0f", result.residentBytes() / MEBIBYTE));
    line(
        "restored from the changelog, s",
        "%.1f; %.1f from the start on",
        result.restoreSeconds(),
        result.startSeconds());
  }
}
