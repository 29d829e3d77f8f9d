package io.tidegate.trainer.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.TestSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class StateSizesTest {
  private static final String BEGIN = "<!-- state tables: begin -->";
  private static final String END = "<!-- state tables: end -->";

  private static int bytes(Size size, LongPredicate there) {
    return StateSizes.of(size, TestSeries.HOUR, there).values().stream()
        .mapToInt(part -> part)
        .sum();
  }

  @Test
  void gapsCostBytesAndTheWorstOnesAreShown() {
    String table = StateSizes.table(Size.STANDARD);
    SplittableRandom random = new SplittableRandom(3);
    assertThat(shown(table, 1)).isEqualTo(bytes(Size.STANDARD, row -> true));
    assertThat(shown(table, 2))
        .isGreaterThan(shown(table, 1))
        .isGreaterThan(bytes(Size.STANDARD, row -> row % 100 > 40))
        .isGreaterThan(bytes(Size.STANDARD, row -> random.nextInt(4) == 0));
  }

  private static int shown(String table, int column) {
    String last = table.lines().reduce((one, other) -> other).orElseThrow();
    return Integer.parseInt(last.split(" +", -1)[column].replace(",", ""));
  }

  @Test
  void theReadmeHoldsTheTables() throws IOException {
    Path readme = Path.of("README.md");
    StringBuilder tables = new StringBuilder(BEGIN + "\n\n");
    for (Size size : Size.values()) {
      StateSizes.table(size).lines().forEach(line -> tables.append("    " + line + "\n"));
      tables.append('\n');
    }
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertThat(begin).isBetween(0, end);
    String fresh = text.substring(0, begin) + tables + text.substring(end);
    if (Boolean.getBoolean("tidegate.readme.update")) {
      Files.writeString(readme, fresh);
    }
    assertThat(Files.readString(readme))
        .as(
            "stale: run mvn test -pl model/trainer -am -Dtest=StateSizesTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtidegate.readme.update=true")
        .isEqualTo(fresh);
  }

  @Test
  void anHourlySeriesStaysWithinWhatItsSizePromises() {
    assertThat(bytes(Size.STANDARD, row -> true)).isLessThanOrEqualTo(4_096);
    assertThat(bytes(Size.LEAN, row -> true)).isLessThanOrEqualTo(2_048);
  }

  @Test
  void thePartsAreThoseOfTheState() {
    Map<String, Integer> parts = StateSizes.of(Size.STANDARD, TestSeries.HOUR, row -> row < 200);
    assertThat(parts).containsKeys("ring", "profile", "stack", "pending forecasts");
    assertThat(parts.get("ring")).isGreaterThan(168 * Float.BYTES);
  }
}
