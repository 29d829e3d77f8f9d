package io.tidegate.stream.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

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

  /** Everything that is not as it should be. */
  public long differences() {
    return sum(partitions, PartitionVerdict::differences);
  }

  /** Recorded forecasts that could not be compared. */
  public long unknown() {
    return sum(partitions, PartitionVerdict::unknown);
  }

  /** Forecasts that retention has taken from the forecasts topic. */
  public long expired() {
    return sum(partitions, PartitionVerdict::expired);
  }

  /** The first difference, of the lowest partition that has one. */
  public Optional<Difference> first() {
    return partitions.stream().flatMap(p -> p.first().stream()).findFirst();
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
    line.append(differences()).append(" differ");
    if (expired() > 0) {
      line.append("; ").append(expired()).append(" are no longer in the topic");
    }
    if (unknown() > 0) {
      line.append("; ").append(unknown()).append(" could not be compared");
    }
    if (!equal() && differences() == 0) {
      line.append(": this proves nothing");
    }
    return line.toString();
  }

  private static long sum(List<PartitionVerdict> rows, ToLongFunction<PartitionVerdict> of) {
    return rows.stream().mapToLong(of).sum();
  }
}
