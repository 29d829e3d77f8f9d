package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Size;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size by its word in configuration. */
final class SizeWord implements ITypeConverter<Size>, Iterable<String> {
  @Override
  public Size convert(String word) {
    try {
      return Size.of(word);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Size.values()).map(Size::word).iterator();
  }
}
