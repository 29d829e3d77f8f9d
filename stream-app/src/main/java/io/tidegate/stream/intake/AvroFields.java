package io.tidegate.stream.intake;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** An Avro record: its records and maps have names, its arrays indexes. */
record AvroFields(IndexedRecord root) implements Fields {
  /** A value and the schema that says what it means. */
  private record Datum(Object value, Schema schema) {
    static final Datum NONE = new Datum(null, Schema.create(Schema.Type.NULL));

    /** The branch of a union that the value is of. */
    static Datum of(Object value, Schema schema) {
      return schema.getType() == Schema.Type.UNION && value != null
          ? new Datum(value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)))
          : new Datum(value, schema);
    }

    Datum step(FieldPath.Step step) {
      return step instanceof FieldPath.Name name
          ? named(name.name())
          : at(((FieldPath.Index) step).index());
    }

    private Datum named(String name) {
      if (value instanceof IndexedRecord record) {
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? NONE : of(record.get(field.pos()), field.schema());
      }
      if (value instanceof Map<?, ?> map) {
        // Avro's own readers make the keys Utf8, which no String equals.
        return map.entrySet().stream()
            .filter(entry -> name.contentEquals((CharSequence) entry.getKey()))
            .findFirst()
            .map(entry -> of(entry.getValue(), schema.getValueType()))
            .orElse(NONE);
      }
      return NONE;
    }

    private Datum at(int index) {
      if (value instanceof Collection<?> elements && index < elements.size()) {
        return of(elements.stream().skip(index).findFirst().orElse(null), schema.getElementType());
      }
      return NONE;
    }
  }

  @Override
  public Cell at(FieldPath path) {
    Datum datum = new Datum(root, root.getSchema());
    for (FieldPath.Step step : path.steps()) {
      datum = datum.step(step);
    }
    return cell(datum);
  }

  @Override
  public List<FieldPath> leaves() {
    List<FieldPath> leaves = new ArrayList<>();
    collect(new Datum(root, root.getSchema()), FieldPath.WHOLE, leaves);
    return leaves;
  }

  private static void collect(Datum datum, FieldPath path, List<FieldPath> leaves) {
    if (datum.value() instanceof IndexedRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        collect(datum.named(field.name()), path.field(field.name()), leaves);
      }
    } else if (datum.value() instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        if (key.toString().matches("[^.\\[\\],=]+")) {
          collect(datum.named(key.toString()), path.field(key.toString()), leaves);
        }
      }
    } else if (datum.value() instanceof Collection<?> elements) {
      for (int i = 0; i < elements.size(); i++) {
        collect(datum.at(i), path.element(i), leaves);
      }
    } else {
      leaves.add(path);
    }
  }

  private static Cell cell(Datum datum) {
    Object value = datum.value();
    LogicalType meaning = datum.schema().getLogicalType();
    if (value == null) {
      return new Cell.Nothing();
    }
    if (value instanceof Instant time) {
      return new Cell.Moment(time);
    }
    if (value instanceof Boolean on) {
      return new Cell.Flag(on);
    }
    if (value instanceof Number number) {
      return meaning == null ? new Cell.Amount(number) : meant(number, meaning);
    }
    if (meaning instanceof LogicalTypes.Decimal decimal) {
      return new Cell.Amount(decimal(value, datum.schema(), decimal));
    }
    if (value instanceof IndexedRecord || value instanceof Map<?, ?>) {
      return new Cell.Structure("a record");
    }
    if (value instanceof Collection<?>) {
      return new Cell.Structure("an array");
    }
    if (value instanceof ByteBuffer || datum.schema().getType() == Schema.Type.FIXED) {
      return new Cell.Structure("bytes");
    }
    return new Cell.Words(value.toString());
  }

  /** A time without a zone is left to the zone of the configuration, as a text is. */
  private static Cell meant(Number number, LogicalType meaning) {
    return switch (meaning.getName()) {
      case "timestamp-millis" -> moment(number, ChronoUnit.MILLIS);
      case "timestamp-micros" -> moment(number, ChronoUnit.MICROS);
      case "timestamp-nanos" -> moment(number, ChronoUnit.NANOS);
      case "local-timestamp-millis" -> local(number, ChronoUnit.MILLIS);
      case "local-timestamp-micros" -> local(number, ChronoUnit.MICROS);
      case "local-timestamp-nanos" -> local(number, ChronoUnit.NANOS);
      case "date" -> new Cell.Words(LocalDate.ofEpochDay(number.longValue()).toString());
      default -> new Cell.Amount(number);
    };
  }

  private static Cell moment(Number number, ChronoUnit unit) {
    return new Cell.Moment(Instant.EPOCH.plus(number.longValue(), unit));
  }

  private static Cell local(Number number, ChronoUnit unit) {
    Instant time = Instant.EPOCH.plus(number.longValue(), unit);
    return new Cell.Words(LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString());
  }

  private static BigDecimal decimal(Object value, Schema schema, LogicalTypes.Decimal decimal) {
    Conversions.DecimalConversion conversion = new Conversions.DecimalConversion();
    return value instanceof ByteBuffer bytes
        ? conversion.fromBytes(bytes.duplicate(), schema, decimal)
        : conversion.fromFixed((GenericFixed) value, schema, decimal);
  }
}
