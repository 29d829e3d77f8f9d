package io.tidegate.stream.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.model.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results that ship with the software: files as the command writes them, one of each run. */
final class MeasuredConstants {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<Integer> SERIES = List.of(1_000, 200_000);

  private MeasuredConstants() {}

  /** Those of a size. */
  static List<BenchResult> of(Size size) {
    List<BenchResult> results = new ArrayList<>();
    for (int series : SERIES) {
      String name =
          String.format(
              Locale.ROOT, "measured-%s-%d.json", size.name().toLowerCase(Locale.ROOT), series);
      try (InputStream file = MeasuredConstants.class.getResourceAsStream(name)) {
        results.add(MAPPER.readValue(file, BenchResult.class));
      } catch (IOException e) {
        throw new UncheckedIOException(name, e);
      }
    }
    return results;
  }
}
