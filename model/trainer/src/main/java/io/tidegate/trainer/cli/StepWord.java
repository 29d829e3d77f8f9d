package io.tidegate.trainer.cli;

import io.tidegate.trainer.alerts.Step;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The step of simulated series by its word. */
final class StepWord implements ITypeConverter<Step>, Iterable<String> {
  @Override
  public Step convert(String word) {
    return Arrays.stream(Step.values())
        .filter(step -> step.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + String.join(", ", this) + ", found '" + word + "'"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Step.values()).map(Step::word).iterator();
  }
}
