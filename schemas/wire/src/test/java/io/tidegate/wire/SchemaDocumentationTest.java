package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaDocumentationTest {
  private static final Set<Schema.Type> NUMBERS =
      Set.of(Schema.Type.INT, Schema.Type.LONG, Schema.Type.FLOAT, Schema.Type.DOUBLE);

  @Test
  void everyTypeAndEveryFieldIsDocumented() {
    List<String> silent = new ArrayList<>();
    for (Schema type : namedTypes()) {
      if (isBlank(type.getDoc())) {
        silent.add(type.getFullName());
      }
      if (type.getType() == Schema.Type.RECORD) {
        type.getFields().stream()
            .filter(field -> isBlank(field.doc()))
            .forEach(field -> silent.add(type.getFullName() + "." + field.name()));
      }
    }
    assertThat(silent).as("types and fields without doc").isEmpty();
  }

  @Test
  void everyTopicTypeNamesItsTopicAndItsKey() {
    assertThat(EventSchemas.ALL)
        .allSatisfy(schema -> assertThat(schema.getDoc()).contains("Topic: ").contains("key: "));
  }

  @Test
  void wireTypesEndInEventOrSnapshot() {
    assertThat(EventSchemas.ALL)
        .extracting(Schema::getName)
        .allMatch(name -> name.endsWith("Event") || name.endsWith("Snapshot"));
  }

  @Test
  void everyEnumHasADefaultForSymbolsOfNewerVersions() {
    assertThat(namedTypes())
        .filteredOn(type -> type.getType() == Schema.Type.ENUM)
        .isNotEmpty()
        .allSatisfy(type -> assertThat(type.getEnumDefault()).isEqualTo("UNKNOWN"));
  }

  @Test
  void noVectorTravelsAsAListOfNumbers() {
    assertThat(namedTypes())
        .filteredOn(type -> type.getType() == Schema.Type.RECORD)
        .flatMap(Schema::getFields)
        .noneMatch(
            field ->
                field.schema().getType() == Schema.Type.ARRAY
                    && NUMBERS.contains(field.schema().getElementType().getType()));
  }

  private static Set<Schema> namedTypes() {
    Set<Schema> found = new TreeSet<>(java.util.Comparator.comparing(Schema::getFullName));
    EventSchemas.ALL.forEach(schema -> collect(schema, found));
    return found;
  }

  private static void collect(Schema schema, Set<Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.add(schema)) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM, FIXED -> found.add(schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
      default -> {}
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
