package io.tidegate.stream.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.ModelDecision;
import io.tidegate.stream.verify.ErrorFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftResultTest {
  private static final Circumstances HERE =
      new Circumstances("a machine", "a JDK", "0.1.0", 1, "made", 12_500, 5);
  private static final ErrorFigures ERROR = new ErrorFigures(1, 1.25, .9);

  private static DriftResult.Run run(Long detected, int early) {
    return new DriftResult.Run(
        7, detected, 700L, 720L, ModelDecision.PROMOTED, "so", early, ERROR, ERROR, null);
  }

  private static DriftResult of(List<DriftResult.Run> runs, long steady, int falseOnes) {
    return DriftResult.of(HERE, runs, steady, falseOnes);
  }

  @Test
  void nineOfTenInTimeAreEnoughAndEightAreNot() {
    List<DriftResult.Run> runs = new ArrayList<>(Collections.nCopies(9, run(500L, 0)));
    runs.add(run(501L, 0));
    assertThat(of(runs, 0, 0).kept()).isTrue();
    runs.set(0, run(null, 0));
    assertThat(of(runs, 0, 0).kept()).isFalse();
    assertThat(of(runs, 0, 0).faults().get(0)).contains("in 8 of 10 runs");
  }

  @Test
  void aRetrainingBeforeTheChangeIsNoDetection() {
    assertThat(of(List.of(run(100L, 1)), 0, 0).kept()).isFalse();
  }

  @Test
  void oneFalseRetrainingIn100_000RecordsIsAllowed() {
    List<DriftResult.Run> good = List.of(run(100L, 0));
    assertThat(of(good, 100_000, 1).kept()).isTrue();
    assertThat(of(good, 100_000, 2).kept()).isFalse();
    assertThat(of(good, 200_000, 2).kept()).isTrue();
  }

  @Test
  void theTableSaysWhatDidNotHappenByADash() {
    assertThat(of(List.of(run(null, 0)), 0, 0).text())
        .containsPattern("7 +- +700 +720 PROMOTED +0 +1.250 +1.250 +-");
  }
}
