package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Puts a series' name together of parts of the record. Immutable, thread-safe.
 *
 * @param parts in their order
 * @param separator between them
 */
record SeriesName(List<Part> parts, String separator) {
  /** Longest name in bytes. */
  private static final int MOST_BYTES = 1_024;

  /** One part. */
  sealed interface Part {}

  /** The record's key. */
  record RecordKey() implements Part {}

  /** The name of the topic. */
  record TopicName() implements Part {}

  /** What a field says. */
  record Field(FieldPath path) implements Part {}

  static SeriesName of(List<String> parts, String separator, Function<String, FieldPath> reader) {
    return new SeriesName(
        parts.stream()
            .<Part>map(
                part ->
                    switch (part) {
                      case InputSettings.RECORD_KEY -> new RecordKey();
                      case InputSettings.TOPIC_NAME -> new TopicName();
                      default -> new Field(reader.apply(part));
                    })
            .toList(),
        separator);
  }

  /**
   * The name, without that of a value.
   *
   * @throws RefusedRecordException if a part says nothing
   */
  String of(ForeignRecord record, Fields fields) {
    List<String> words = new ArrayList<>();
    for (Part part : parts) {
      words.add(word(part, record, fields));
    }
    return String.join(separator, words);
  }

  /** The name of one of several values: {@code base} with the value's name as its last part. */
  String of(String base, String value) {
    return base.isEmpty() ? value : base + separator + value;
  }

  private static String word(Part part, ForeignRecord record, Fields fields) {
    if (part instanceof TopicName) {
      return record.topic();
    }
    if (part instanceof Field field) {
      Cell cell = fields.at(field.path());
      return required(field.path().text(), "a part of the series' name", cell.text(), cell);
    }
    byte[] key = record.key();
    if (key == null) {
      throw RefusedRecordException.at(
          InputSettings.RECORD_KEY,
          "a key as part of the series' name (" + InputSettings.KEY + ")",
          "none");
    }
    String text =
        Shown.text(key)
            .orElseThrow(
                () ->
                    RefusedRecordException.at(
                        InputSettings.RECORD_KEY, "a key in UTF-8", Shown.beginningOf(key)));
    return required(
        InputSettings.RECORD_KEY, "a key as part of the series' name", text, new Cell.Nothing());
  }

  private static String required(String path, String expected, String text, Cell cell) {
    if (text.isBlank()) {
      throw RefusedRecordException.at(path, expected, cell.describe());
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw RefusedRecordException.at(
          path, expected + " of at most " + MOST_BYTES + " bytes", text.length() + " characters");
    }
    return text;
  }
}
