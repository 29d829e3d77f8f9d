package io.tidegate.stream.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;

/** The JSON Schema of an event, made of its Avro schema: same fields, same words. */
final class JsonSchemas {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonSchemas() {}

  static String of(Schema event) throws Exception {
    ObjectNode root = NODES.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", event.getName());
    root.put("description", event.getDoc());
    root.put("type", "object");
    ObjectNode properties = root.putObject("properties");
    ArrayNode required = root.putArray("required");
    for (Schema.Field field : event.getFields()) {
      ObjectNode property = properties.putObject(field.name());
      property.put("description", field.doc());
      if (field.schema().getType() == Schema.Type.BYTES) {
        property.put("description", field.doc().replaceFirst("^float32, little-endian, ", ""));
        property.setAll(rows(field));
      } else {
        property.setAll(typeOf(field.schema()));
      }
      required.add(field.name());
    }
    if (event.getField("quantiles") != null) {
      ObjectNode point = properties.putObject(JsonEvents.POINT);
      point.put(
          "description",
          "[horizon]: the point forecast of each step, in the series' own unit: value plus the"
              + " difference of the quantile 0.5. In JSON only.");
      point.setAll(arrayOf(number()));
      required.add(JsonEvents.POINT);
    }
    return MAPPER.writeValueAsString(root) + "\n";
  }

  private static ObjectNode rows(Schema.Field field) {
    return field.doc().contains("][") ? arrayOf(arrayOf(number())) : arrayOf(number());
  }

  private static ObjectNode typeOf(Schema schema) {
    ObjectNode type = NODES.objectNode();
    return switch (schema.getType()) {
      case UNION -> {
        ArrayNode either = type.putArray("anyOf");
        schema.getTypes().forEach(one -> either.add(typeOf(one)));
        yield type;
      }
      case NULL -> type.put("type", "null");
      case INT, LONG -> type.put("type", "integer");
      case BOOLEAN -> type.put("type", "boolean");
      case STRING -> type.put("type", "string");
      case DOUBLE -> number();
      case MAP -> {
        type.put("type", "object");
        type.set("additionalProperties", typeOf(schema.getValueType()));
        yield type;
      }
      case ENUM -> {
        ArrayNode symbols = type.putArray("enum");
        schema.getEnumSymbols().forEach(symbols::add);
        yield type.put("description", schema.getDoc());
      }
      default -> throw new IllegalArgumentException("no form in JSON for " + schema);
    };
  }

  /** A number, or what JSON has no number for. */
  private static ObjectNode number() {
    ObjectNode number = NODES.objectNode();
    ArrayNode either = number.putArray("anyOf");
    either.addObject().put("type", "number");
    ArrayNode words = either.addObject().putArray("enum");
    List.of("NaN", "Infinity", "-Infinity").forEach(words::add);
    return number;
  }

  private static ObjectNode arrayOf(ObjectNode items) {
    ObjectNode array = NODES.objectNode().put("type", "array");
    array.set("items", items);
    return array;
  }
}
