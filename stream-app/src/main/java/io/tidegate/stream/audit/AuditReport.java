package io.tidegate.stream.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The accounts of all partitions.
 *
 * @param partitions by number
 * @param incomplete topics that retention has removed records from: what is gone cannot be counted
 */
public record AuditReport(List<PartitionAudit> partitions, List<String> incomplete) {
  private static final String ROW =
      "%-9s %10s %10s %10s %10s %10s %12s %10s %8s %8s %10s %12s %10s%n";

  /** Whether every record is accounted for, and every accepted observation has one forecast. */
  public boolean addsUp() {
    return incomplete.isEmpty() && partitions.stream().allMatch(p -> p.problems().isEmpty());
  }

  /** A table with one row a partition, the sums, and what is wrong. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW,
            "partition",
            "records",
            "forecasts",
            "accepted",
            "late",
            "duplicate",
            "known future",
            "feedback",
            "ticks",
            "changes",
            "parked",
            "dead letters",
            "waiting"));
    partitions.forEach(p -> text.append(row(Integer.toString(p.partition()), List.of(p))));
    text.append(row("sum", partitions));
    conclusions().forEach(line -> text.append(line).append(System.lineSeparator()));
    return text.toString();
  }

  private static String row(String name, List<PartitionAudit> rows) {
    return String.format(
        ROW,
        name,
        sum(rows, PartitionAudit::records),
        sum(rows, PartitionAudit::forecasts),
        sum(rows, p -> p.ledger().accepted()),
        sum(rows, p -> p.ledger().late()),
        sum(rows, p -> p.ledger().duplicates()),
        sum(rows, p -> p.ledger().knownFuture()),
        sum(rows, p -> p.ledger().feedback()),
        sum(rows, p -> p.ledger().ticks()),
        sum(rows, p -> p.ledger().changes()),
        sum(rows, p -> p.ledger().parked()),
        sum(rows, PartitionAudit::deadLetters),
        sum(rows, PartitionAudit::waiting));
  }

  private static long sum(
      List<PartitionAudit> rows, java.util.function.ToLongFunction<PartitionAudit> of) {
    return rows.stream().mapToLong(of).sum();
  }

  private List<String> conclusions() {
    List<String> lines = new ArrayList<>();
    for (PartitionAudit partition : partitions) {
      partition
          .problems()
          .forEach(problem -> lines.add("partition " + partition.partition() + ": " + problem));
    }
    incomplete.forEach(
        topic -> lines.add("topic " + topic + " has lost its beginning to retention"));
    lines.add(
        addsUp()
            ? "adds up: one forecast for each accepted observation, none twice, none missing;"
                + " every other record is a dead letter, late, a duplicate, known future, feedback, a"
                + " tick, a change of a series or parked"
            : "does not add up");
    return lines;
  }
}
