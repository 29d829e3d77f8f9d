package io.tidegate.stream.intake;

import java.util.List;

/** The fields of one foreign record, whatever its format. Immutable. */
public sealed interface Fields permits JsonFields, CsvFields, AvroFields, NumberFields {
  /** What stands at {@code path}; {@link Cell#NOTHING} where there is nothing. */
  Cell at(FieldPath path);

  /** Every path that has a value of its own, in the record's order. */
  List<FieldPath> leaves();
}
