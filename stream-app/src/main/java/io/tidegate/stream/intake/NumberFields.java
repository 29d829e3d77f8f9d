package io.tidegate.stream.intake;

import java.util.List;

/** A record that is one number. */
record NumberFields(double number) implements Fields {
  @Override
  public Cell at(FieldPath path) {
    return path.equals(FieldPath.WHOLE) ? new Cell.Amount(number) : new Cell.Nothing();
  }

  @Override
  public List<FieldPath> leaves() {
    return List.of(FieldPath.WHOLE);
  }
}
