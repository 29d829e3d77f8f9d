package io.tidegate.stream.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.Float32Vector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Forecasts and alerts as plain JSON with the fields of their Avro schemas, and back, bit for bit.
 * The quantiles are rows of numbers, one for each step; beside them stands {@value #POINT}, which
 * is no field of the schema: the point forecast of each step itself, not its difference from the
 * value. The JSON Schemas are in {@code schemas/json}. Thread-safe.
 */
final class JsonEvents {
  /** The point forecasts, in the series' unit. */
  static final String POINT = "point";

  private static final String LEVELS = "quantileLevels";
  private static final String QUANTILES = "quantiles";
  private static final float MEDIAN = 0.5f;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<Schema> SCHEMAS =
      List.of(ForecastEvent.getClassSchema(), AlertEvent.getClassSchema());

  private JsonEvents() {}

  /** Whether events of this kind have a form in JSON. */
  static boolean hasForm(SpecificRecord event) {
    return SCHEMAS.contains(event.getSchema());
  }

  /** The event as JSON in UTF-8. */
  static byte[] encode(SpecificRecord event) {
    ObjectNode object = AvroJson.write(event);
    if (event instanceof ForecastEvent forecast) {
      float[] levels = Float32Vector.decode(forecast.getQuantileLevels());
      float[] quantiles = Float32Vector.decode(forecast.getQuantiles());
      object.set(LEVELS, array(levels, 0, levels.length));
      ArrayNode rows = object.putArray(QUANTILES);
      for (int from = 0; from < quantiles.length; from += levels.length) {
        rows.add(array(quantiles, from, from + levels.length));
      }
      object.set(POINT, points(forecast.getValue(), levels, quantiles));
    }
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new SerializationException("cannot encode a " + event.getSchema().getName(), e);
    }
  }

  /**
   * Reads what {@link #encode} wrote; members that it does not know are passed over.
   *
   * @throws SerializationException if it is none of these events
   */
  static SpecificRecord decode(byte[] json) {
    try {
      JsonNode object = MAPPER.readTree(json);
      for (Schema schema : SCHEMAS) {
        if (AvroJson.fits(object, schema)) {
          SpecificRecord event = AvroJson.read(object, schema);
          if (event instanceof ForecastEvent forecast) {
            forecast.setQuantileLevels(vector(object.get(LEVELS)));
            forecast.setQuantiles(vector(object.get(QUANTILES)));
          }
          return event;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("malformed JSON of an event: " + e.getMessage(), e);
    }
    throw new SerializationException(
        "not Avro, and as JSON neither a ForecastEvent nor an AlertEvent: a field is missing;"
            + " tidegate.input.format=json reads records of other people's shape");
  }

  private static ArrayNode points(double value, float[] levels, float[] quantiles) {
    ArrayNode points = MAPPER.createArrayNode();
    int median = 0;
    while (median < levels.length - 1 && levels[median] != MEDIAN) {
      median++;
    }
    for (int at = median; at < quantiles.length; at += levels.length) {
      // By way of its digits: the sum of 20 and 0.1f is to be 20.1.
      AvroJson.add(points, value + Double.parseDouble(Float.toString(quantiles[at])));
    }
    return points;
  }

  private static ArrayNode array(float[] numbers, int from, int to) {
    ArrayNode array = MAPPER.createArrayNode();
    for (int i = from; i < to; i++) {
      String digits = Float.toString(numbers[i]);
      // Whoever reads doubles must come to the same float; where rounding twice does not, all
      // digits are written.
      if ((float) Double.parseDouble(digits) == numbers[i]) {
        array.add(numbers[i]);
      } else {
        AvroJson.add(array, numbers[i]);
      }
    }
    return array;
  }

  private static ByteBuffer vector(JsonNode numbers) {
    int size = 0;
    for (JsonNode one : numbers) {
      size += one.isArray() ? one.size() : 1;
    }
    float[] vector = new float[size];
    int at = 0;
    for (JsonNode one : numbers) {
      if (one.isArray()) {
        for (JsonNode number : one) {
          vector[at++] = (float) AvroJson.number(number);
        }
      } else {
        vector[at++] = (float) AvroJson.number(one);
      }
    }
    return Float32Vector.encode(vector);
  }
}
