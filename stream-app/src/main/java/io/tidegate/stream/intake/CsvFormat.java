package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.kafka.common.header.Headers;

/** One line of cells a record. */
final class CsvFormat implements InputFormat {
  private final CSVFormat lines;
  private final List<String> columns;

  CsvFormat(InputSettings.Csv settings) {
    columns = settings.columns();
    lines =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(settings.separator())
            .setIgnoreSurroundingSpaces(settings.separator() != '\t')
            .get();
  }

  @Override
  public Optional<Fields> read(String topic, Headers headers, byte[] value) {
    String text =
        Shown.text(value)
            .orElseThrow(() -> refused("a line of text in UTF-8", Shown.beginningOf(value)));
    List<String> cells = cells(text);
    if (!columns.isEmpty() && cells.size() != columns.size()) {
      throw refused(
          columns.size() + " cells (" + String.join(", ", columns) + ")",
          cells.size() + ": " + Shown.beginningOf(value));
    }
    return cells.equals(columns) ? Optional.empty() : Optional.of(new CsvFields(columns, cells));
  }

  private List<String> cells(String text) {
    List<CSVRecord> rows;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), lines)) {
      rows = parser.getRecords();
    } catch (IOException | UncheckedIOException e) {
      throw refused("a line of cells", e.getMessage());
    }
    if (rows.size() != 1) {
      throw refused("one line", rows.size() + " lines");
    }
    return rows.get(0).toList();
  }

  private static RefusedRecordException refused(String expected, String found) {
    return RefusedRecordException.at(FieldPath.WHOLE.text(), expected, found);
  }

  /** A column's name, whatever stands in it. */
  @Override
  public FieldPath path(String text) {
    return new FieldPath(text, List.of());
  }
}
