package io.tidegate.stream.metrics;

import java.util.Map;
import java.util.stream.Collectors;

/** The Markdown table of Tidegate's metrics, as the README holds it between two marks. */
final class MetricsTable {
  private static final String BEGIN = "<!-- metrics table: begin -->";
  private static final String END = "<!-- metrics table: end -->";

  private MetricsTable() {}

  /** {@code readme} with the part between the marks replaced by the table of {@code scrape}. */
  static String refresh(String readme, Scrape scrape) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    return readme.substring(0, begin + BEGIN.length())
        + "\n\n| metric | type | labels | meaning |\n| --- | --- | --- | --- |\n"
        + scrape.families().entrySet().stream()
            .filter(family -> family.getKey().startsWith("tidegate_"))
            .map(MetricsTable::row)
            .collect(Collectors.joining())
        + "\n"
        + readme.substring(end);
  }

  private static String row(Map.Entry<String, Scrape.Family> named) {
    Scrape.Family family = named.getValue();
    return String.format(
        "| `%s` | %s | %s | %s |\n",
        named.getKey(),
        family.type(),
        family.labels().stream()
            .filter(label -> !label.equals("le"))
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", ")),
        family.help().replace("|", "\\|"));
  }
}
