package io.tidegate.trainer.cli;

import io.tidegate.kernel.series.Part;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of the forecaster by its word in configuration. */
final class PartWord implements ITypeConverter<Part>, Iterable<String> {
  @Override
  public Part convert(String word) {
    try {
      return Part.of(word.strip());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Part.values()).map(Part::word).iterator();
  }
}
