package io.tidegate.stream.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.verify.SwapReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SwapResultTest {
  private static final Circumstances HERE =
      new Circumstances("a machine", "a JDK", "0.1.0", 1, "made", 1_000, 2);

  private static SwapReport swap(long missing, long cold, long scored, double error) {
    return new SwapReport(
        Instant.EPOCH,
        1,
        2,
        new SwapReport.Units(64, 40),
        new TreeMap<>(Map.of(0, 10L, 1, 12L)),
        100,
        missing,
        cold,
        scored,
        scored == 0 ? Double.NaN : error,
        scored == 0 ? Double.NaN : 2);
  }

  private static SwapResult of(long compared, long different, SwapReport swap) {
    return SwapResult.of(HERE, List.of("by hand"), List.of(swap), compared, different);
  }

  @Test
  void aSwapWithoutHarmKeepsItsPromises() {
    SwapResult result = of(100, 0, swap(0, 0, 50, 2.019));
    assertThat(result.kept()).isTrue();
    assertThat(result.swaps().get(0).errorRatio()).isBetween(1.019, 1.02);
    assertThat(result.text())
        .contains("by hand", "0:10 1:12", "v1", "v2", "1.0191")
        .endsWith("kept\n");
  }

  @Test
  void everyBrokenPromiseIsNamed() {
    assertThat(of(100, 0, swap(1, 0, 50, 2)).faults())
        .containsExactly("swap 1: 1 observations have no forecast");
    assertThat(of(100, 0, swap(0, 3, 50, 2)).faults())
        .containsExactly("swap 1: 3 cold forecasts of warm series");
    assertThat(of(100, 0, swap(0, 0, 50, 2.1)).faults())
        .containsExactly("swap 1: error ratio 1.1025, at most 1.02 promised");
    assertThat(of(100, 7, swap(0, 0, 50, 2)).faults())
        .containsExactly("7 of 100 forecasts are not what a replay says");
    assertThat(of(100, 7, swap(0, 0, 50, 2)).text()).endsWith("NOT kept\n");
  }

  @Test
  void whatCannotBeScoredIsNoSuccess() {
    SwapResult result = of(100, 0, swap(0, 0, 0, 0));
    assertThat(result.faults()).containsExactly("swap 1: nothing to score after it");
    assertThat(result.swaps().get(0).errorRatio()).isNull();
  }

  @Test
  void aSwapThatWasDecidedButNotMadeIsAFault() {
    SwapResult result = SwapResult.of(HERE, List.of("one", "two"), List.of(), 1, 0);
    assertThat(result.faults()).containsExactly("2 swaps were decided, 0 were made");
  }
}
