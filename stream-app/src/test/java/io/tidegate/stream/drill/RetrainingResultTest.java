package io.tidegate.stream.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetrainingResultTest {
  private static final Circumstances HERE =
      new Circumstances("a machine", "a JDK", "0.1.0", 1, "made", 50_000, 40);

  private static RetrainingResult of(long before, long during) {
    return RetrainingResult.of(
        HERE, 500, 2, List.of(window("before", before), window("during", during)));
  }

  private static RetrainingResult.Window window(String name, long forecasts) {
    return new RetrainingResult.Window(name, 10, forecasts, 60, 130, 190, 40, 250);
  }

  @Test
  void aStreamThatFallsBehindInAnyWindowKeepsNoPromise() {
    assertThat(of(5_000, 4_750).kept()).isTrue();
    RetrainingResult behind = of(5_000, 4_749);
    assertThat(behind.kept()).isFalse();
    assertThat(behind.faults())
        .singleElement()
        .asString()
        .contains("during: 4,749")
        .contains("5,000");
    assertThat(behind.text()).contains("NOT kept");
  }

  @Test
  void theTableHasARowForEachWindow() {
    assertThat(of(5_000, 5_000).text())
        .containsPattern("before +10.0 +5,000 +60 +130 +190 +40 +250")
        .containsPattern("during +10.0 +5,000")
        .contains("500 observations a second, 2 cores");
  }
}
