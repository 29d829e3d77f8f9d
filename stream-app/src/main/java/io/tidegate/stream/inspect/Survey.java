package io.tidegate.stream.inspect;

import io.tidegate.stream.intake.FieldPath;
import io.tidegate.stream.intake.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a sample, and the keys of its records. Used by one thread. */
final class Survey {
  private final Map<String, FieldSurvey> fields = new LinkedHashMap<>();
  private final List<Fields> records = new ArrayList<>();

  /** The key of each record as text; empty where there is none, or it is no text. */
  private final List<String> keys = new ArrayList<>();

  void add(byte[] key, Fields record) {
    records.add(record);
    keys.add(key == null ? "" : text(key).orElse(""));
    for (FieldPath path : record.leaves()) {
      fields.computeIfAbsent(path.text(), text -> new FieldSurvey(path)).add(record.at(path));
    }
  }

  Collection<FieldSurvey> fields() {
    return fields.values();
  }

  int records() {
    return records.size();
  }

  List<String> keys() {
    return keys;
  }

  /** Whether all records have a key that is a text. */
  boolean isKeyed() {
    return !keys.isEmpty() && keys.stream().noneMatch(String::isBlank);
  }

  /** Whether records that agree in all of {@code paths} have one key. */
  boolean tellKeys(List<FieldPath> paths) {
    Map<List<String>, String> known = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      Fields record = records.get(i);
      List<String> words = paths.stream().map(path -> record.at(path).text()).toList();
      String before = known.putIfAbsent(words, keys.get(i));
      if (before != null && !before.equals(keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
