package io.tidegate.stream.intake;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A line of cells, called by the names of their columns or, without any, 1, 2, 3 and so on.
 *
 * @param columns as many as cells, or none
 */
record CsvFields(List<String> columns, List<String> cells) implements Fields {
  @Override
  public Cell at(FieldPath path) {
    int index = columns.isEmpty() ? position(path.text()) : columns.indexOf(path.text());
    if (index < 0 || index >= cells.size() || cells.get(index).isEmpty()) {
      return new Cell.Nothing();
    }
    return new Cell.Words(cells.get(index));
  }

  private static int position(String text) {
    return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) - 1 : -1;
  }

  @Override
  public List<FieldPath> leaves() {
    List<String> names =
        columns.isEmpty()
            ? IntStream.rangeClosed(1, cells.size()).mapToObj(Integer::toString).toList()
            : columns;
    return names.stream().map(name -> new FieldPath(name, List.of())).toList();
  }
}
