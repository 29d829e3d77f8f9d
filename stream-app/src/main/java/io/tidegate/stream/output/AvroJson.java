package io.tidegate.stream.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro records as plain JSON: a member for each field, null or the value itself for a union, a text
 * for an enum, milliseconds for a time. Bytes are left to the caller. A number that JSON lacks is a
 * text: NaN, Infinity or -Infinity.
 */
final class AvroJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AvroJson() {}

  /** The fields of {@code record} but those of bytes. */
  static ObjectNode write(SpecificRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (field.schema().getType() != Schema.Type.BYTES) {
        object.set(field.name(), node(record.get(field.pos())));
      }
    }
    return object;
  }

  /** Whether {@code object} has every field of {@code schema} that has no default. */
  static boolean fits(JsonNode object, Schema schema) {
    return schema.getFields().stream()
        .allMatch(field -> field.hasDefaultValue() || object.has(field.name()));
  }

  /** A record of the fields but those of bytes. */
  static SpecificRecord read(JsonNode object, Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      if (field.schema().getType() != Schema.Type.BYTES) {
        JsonNode node = object.get(field.name());
        record.put(
            field.pos(),
            node == null ? SpecificData.get().getDefaultValue(field) : value(node, field.schema()));
      }
    }
    return record;
  }

  /** The number in {@code node}, in either form. */
  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
  }

  /** Adds a number in the form that it has. */
  static void add(ArrayNode array, double number) {
    array.add(node(number));
  }

  private static JsonNode node(Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean on) {
      return NODES.booleanNode(on);
    }
    if (value instanceof Instant time) {
      return NODES.numberNode(time.toEpochMilli());
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      new TreeMap<>(map).forEach((name, one) -> object.set(name.toString(), node(one)));
      return object;
    }
    return NODES.textNode(value.toString());
  }

  private static Object value(JsonNode node, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> node.isNull() ? null : value(node, schema.getTypes().get(1));
      case LONG ->
          schema.getLogicalType() == null
              ? (Object) node.longValue()
              : Instant.ofEpochMilli(node.longValue());
      case INT -> node.intValue();
      case DOUBLE -> number(node);
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.textValue();
      case ENUM ->
          SpecificData.get()
              .createEnum(
                  schema.hasEnumSymbol(node.textValue())
                      ? node.textValue()
                      : schema.getEnumDefault(),
                  schema);
      case MAP -> {
        Map<String, Object> map = new TreeMap<>();
        node.properties()
            .forEach(one -> map.put(one.getKey(), value(one.getValue(), schema.getValueType())));
        yield map;
      }
      default -> throw new IllegalArgumentException("no form in JSON for " + schema);
    };
  }
}
