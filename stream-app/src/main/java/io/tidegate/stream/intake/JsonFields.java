package io.tidegate.stream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of JSON. A name with full stops in it, as in {@code host.name}, is found too where it
 * stands in the outermost object.
 */
record JsonFields(JsonNode root) implements Fields {
  @Override
  public Cell at(FieldPath path) {
    JsonNode literal = root.get(path.text());
    if (literal != null) {
      return cell(literal);
    }
    JsonNode node = root;
    for (FieldPath.Step step : path.steps()) {
      node =
          step instanceof FieldPath.Name name
              ? node.path(name.name())
              : node.path(((FieldPath.Index) step).index());
    }
    return cell(node);
  }

  @Override
  public List<FieldPath> leaves() {
    List<FieldPath> leaves = new ArrayList<>();
    collect(root, FieldPath.WHOLE, leaves);
    return leaves;
  }

  private static void collect(JsonNode node, FieldPath path, List<FieldPath> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                if (canBeReached(path, field.getKey())) {
                  collect(field.getValue(), path.field(field.getKey()), leaves);
                }
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path.element(i), leaves);
      }
    } else {
      leaves.add(path);
    }
  }

  /** Whether a path in the configuration can lead to it. */
  private static boolean canBeReached(FieldPath path, String name) {
    return name.matches("[^\\[\\],=]+") && (path.steps().isEmpty() || !name.contains("."));
  }

  private static Cell cell(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> new Cell.Amount(node.numberValue());
      case STRING -> new Cell.Words(node.textValue());
      case BOOLEAN -> new Cell.Flag(node.booleanValue());
      case OBJECT -> new Cell.Structure("an object");
      case ARRAY -> new Cell.Structure("an array");
      default -> new Cell.Nothing();
    };
  }
}
