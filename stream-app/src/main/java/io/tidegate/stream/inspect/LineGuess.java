package io.tidegate.stream.inspect;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.replay.Cells;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Guesses how lines are divided and whether a file's header is among them. */
final class LineGuess {
  private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

  private LineGuess() {}

  /**
   * @param lines of the sample
   * @param first lines that a header may be among, too
   */
  static Map<String, String> of(List<String> lines, List<String> first) {
    String separator = "";
    int width = 1;
    for (String candidate : SEPARATORS) {
      int cells = usualWidth(lines, candidate);
      if (cells > width) {
        separator = candidate;
        width = cells;
      }
    }
    Map<String, String> keys = new TreeMap<>();
    if (width > 1) {
      keys.put(InputSettings.CSV_SEPARATOR, separator.equals("\t") ? "tab" : separator);
      int columns = width;
      String by = separator;
      Stream.concat(first.stream(), lines.stream())
          .map(line -> cells(line, by))
          .filter(cells -> cells.size() == columns && isHeader(cells))
          .findFirst()
          .ifPresent(names -> keys.put(InputSettings.CSV_COLUMNS, String.join(",", names)));
    }
    return keys;
  }

  /** The number of cells that most lines have; 1 if there is none such. */
  private static int usualWidth(List<String> lines, String separator) {
    Map<Integer, Integer> counts = new TreeMap<>();
    lines.forEach(line -> counts.merge(cells(line, separator).size(), 1, Integer::sum));
    Optional<Map.Entry<Integer, Integer>> most =
        counts.entrySet().stream().max(Map.Entry.comparingByValue());
    return most.filter(m -> 2 * m.getValue() > lines.size()).map(Map.Entry::getKey).orElse(1);
  }

  /** Names and no data: each a text of its own, none a number, missing, or with a digit first. */
  private static boolean isHeader(List<String> cells) {
    return cells.stream().distinct().count() == cells.size()
        && cells.stream()
            .noneMatch(
                cell ->
                    Cells.isMissing(cell)
                        || cell.contains(",")
                        || !(Character.isLetter(cell.codePointAt(0)) || cell.startsWith("_")));
  }

  /** Good enough for a guess: no cell with the separator in quotes. */
  private static List<String> cells(String line, String separator) {
    return Stream.of(line.replaceAll("[\\r\\n]+$", "").split(Pattern.quote(separator), -1))
        .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
        .toList();
  }
}
