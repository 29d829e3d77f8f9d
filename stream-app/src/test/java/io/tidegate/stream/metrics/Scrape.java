package io.tidegate.stream.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer of {@code /metrics} in Prometheus' text format.
 *
 * @param families by name
 */
record Scrape(Map<String, Family> families) {
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");
  private static final List<String> PARTS = List.of("_bucket", "_count", "_sum", "_max", "");

  /**
   * One metric.
   *
   * @param help empty if it has none
   * @param type empty if it has none
   * @param labels names of its labels
   * @param samples each with its labels, without its value
   */
  record Family(String help, String type, Set<String> labels, Set<String> samples) {}

  static Scrape of(String text) {
    Map<String, Family> families = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (comment.matches()) {
        families.merge(comment.group(2), commented(comment), Scrape::both);
      } else if (sample.matches()) {
        add(families, sample);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new AssertionError("not in Prometheus' text format: " + line);
      }
    }
    return new Scrape(families);
  }

  private static Family commented(Matcher comment) {
    boolean help = comment.group(1).equals("HELP");
    return new Family(
        help ? comment.group(3) : "",
        help ? "" : comment.group(3),
        new TreeSet<>(),
        new TreeSet<>());
  }

  private static Family both(Family one, Family other) {
    return new Family(
        one.help() + other.help(), one.type() + other.type(), one.labels(), one.samples());
  }

  private static void add(Map<String, Family> families, Matcher sample) {
    String name = sample.group(1);
    String labels = sample.group(2) == null ? "" : sample.group(2);
    String family =
        PARTS.stream()
            .filter(name::endsWith)
            .map(part -> name.substring(0, name.length() - part.length()))
            .filter(families::containsKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError("a sample of no family: " + sample.group()));
    Family known = families.get(family);
    known.samples().add(name + "{" + labels + "}");
    LABEL.matcher(labels).results().forEach(label -> known.labels().add(label.group(1)));
  }
}
