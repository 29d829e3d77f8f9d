package io.tidegate.stream.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the comparison of a whole cluster found.
 *
 * @param partitions by number
 */
public record VerifyReport(List<PartitionVerdict> partitions) {
  private static final String ROW = "%-9s %12s %12s %12s %10s %10s %10s %10s %12s%n";

  /** Whether nothing that was compared differs, and something was, if anything is recorded. */
  public boolean equal() {
    return differences() == 0 && (compared() > 0 || unknown() == 0);
  }

  /** Forecasts that were compared. */
  public long compared() {
    return sum(partitions, PartitionVerdict::compared);
  }

  /** Everything that is not as it should be, of forecasts and alerts. */
  public long differences() {
    return forecastDifferences() + alerts(AlertVerdict::differences);
  }

  private long forecastDifferences() {
    return sum(partitions, PartitionVerdict::differences);
  }

  /** A figure of the alerts, over all partitions. */
  public long alerts(ToLongFunction<AlertVerdict> of) {
    return sum(partitions, partition -> of.applyAsLong(partition.alerts()));
  }

  /** Recorded forecasts that could not be compared. */
  public long unknown() {
    return sum(partitions, PartitionVerdict::unknown);
  }

  /** Forecasts that retention has taken from the forecasts topic. */
  public long expired() {
    return sum(partitions, PartitionVerdict::expired);
  }

  /** The first difference, of the lowest partition that has one; of forecasts before alerts. */
  public Optional<Difference> first() {
    return partitions.stream()
        .flatMap(p -> Stream.concat(p.first().stream(), p.alerts().first().stream()))
        .findFirst();
  }

  /** A table with one row a partition, the sums, and what follows. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW,
            "partition",
            "from",
            "to",
            "compared",
            "differ",
            "missing",
            "unexpected",
            "expired",
            "not compared"));
    for (PartitionVerdict p : partitions) {
      text.append(row(Integer.toString(p.partition()), p.from(), p.to(), List.of(p)));
    }
    text.append(row("sum", "", "", partitions));
    partitions.forEach(p -> complain(text, p));
    first().ifPresent(d -> text.append("first difference: ").append(d.text()));
    return text.append(conclusion()).append(System.lineSeparator()).toString();
  }

  private static String row(String name, Object from, Object to, List<PartitionVerdict> rows) {
    return String.format(
        Locale.ROOT,
        ROW,
        name,
        from,
        to,
        sum(rows, PartitionVerdict::compared),
        sum(rows, PartitionVerdict::differing),
        sum(rows, PartitionVerdict::missing),
        sum(rows, PartitionVerdict::unexpected),
        sum(rows, PartitionVerdict::expired),
        sum(rows, PartitionVerdict::unknown));
  }

  private static void complain(StringBuilder text, PartitionVerdict p) {
    if (!p.why().isEmpty()) {
      text.append(String.format("partition %d: %s%n", p.partition(), p.why()));
    }
    if (p.unreadable() > 0) {
      text.append(
          String.format(
              "partition %d of the forecasts: %d records are no forecasts%n",
              p.partition(), p.unreadable()));
    }
  }

  private String conclusion() {
    StringBuilder line = new StringBuilder();
    line.append(compared()).append(" forecasts compared byte for byte, ");
    line.append(forecastDifferences()).append(" differ");
    if (expired() > 0) {
      line.append("; ").append(expired()).append(" are no longer in the topic");
    }
    if (unknown() > 0) {
      line.append("; ").append(unknown()).append(" could not be compared");
    }
    if (!equal() && differences() == 0) {
      line.append(": this proves nothing");
    }
    return line.append(System.lineSeparator()).append(ofAlerts()).toString();
  }

  private String ofAlerts() {
    StringBuilder line = new StringBuilder();
    line.append(alerts(AlertVerdict::compared)).append(" alerts compared byte for byte, ");
    line.append(alerts(AlertVerdict::differing)).append(" differ, ");
    line.append(alerts(AlertVerdict::missing)).append(" are missing, ");
    line.append(alerts(AlertVerdict::unexpected)).append(" should not be there");
    if (alerts(AlertVerdict::expired) > 0) {
      line.append("; ").append(alerts(AlertVerdict::expired)).append(" are no longer in the topic");
    }
    if (alerts(AlertVerdict::unknown) > 0) {
      line.append("; ").append(alerts(AlertVerdict::unknown)).append(" could not be compared");
    }
    return line.toString();
  }

  private static long sum(List<PartitionVerdict> rows, ToLongFunction<PartitionVerdict> of) {
    return rows.stream().mapToLong(of).sum();
  }
}
