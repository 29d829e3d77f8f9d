package io.tidegate.trainer.cli;

import io.tidegate.trainer.alerts.NormalKind;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A kind of simulated series by its word. */
final class KindWord implements ITypeConverter<NormalKind>, Iterable<String> {
  @Override
  public NormalKind convert(String word) {
    return Arrays.stream(NormalKind.values())
        .filter(kind -> kind.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + String.join(", ", this) + ", found '" + word + "'"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(NormalKind.values()).map(NormalKind::word).iterator();
  }
}
