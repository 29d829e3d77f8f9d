package io.tidegate.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.trainer.gate.PairedErrors.Kind;
import io.tidegate.trainer.gate.PairedErrors.Pair;
import io.tidegate.trainer.gate.Standing.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static final double LEVEL = 0.05;
  private static final int RECORDS = 24;

  /** Judges report by report until there is a verdict, or so many rounds are over. */
  private static Standing judge(PairedErrors errors, double factor, int rounds) {
    Judge judge = new Judge(LEVEL);
    Standing standing = judge.weigh();
    while (standing.rounds() < rounds && standing.verdict() == Verdict.OPEN) {
      Pair pair = errors.next(factor);
      judge.add(pair.series(), RECORDS, pair.champion(), pair.challenger());
      standing = judge.weigh();
    }
    return standing;
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL, 1, 0", "NORMAL, 16, 0", "STUDENT, 16, 0", "OUTLIERS, 7, 0",
    "NORMAL, 16, 0.5", "STUDENT, 16, 0.5", "OUTLIERS, 7, 0.5", "STUDENT, 1, 0.5"
  })
  void ofTwoThatAreEquallyGoodNeitherIsSaidToBeBetterMoreOftenThanTheLevelAllows(
      Kind kind, int series, double persistence) {
    int seeds = 300;
    int verdicts = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Standing end = judge(new PairedErrors(kind, series, persistence, seed), 1, 60);
      verdicts += end.verdict() == Verdict.OPEN ? 0 : 1;
    }
    assertThat(verdicts).as(kind + " on " + series).isLessThanOrEqualTo((int) (LEVEL * seeds));
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL, 1, 0.9, 4000", "NORMAL, 7, 0.9, 10000", "NORMAL, 16, 0.9, 20000",
    "STUDENT, 7, 0.9, 12000", "STUDENT, 16, 0.8, 9000", "OUTLIERS, 7, 0.8, 6000"
  })
  void aBetterChallengerIsFoundWithinSoManyRecords(
      Kind kind, int series, double factor, long records) {
    for (int seed = 0; seed < 20; seed++) {
      Standing end = judge(new PairedErrors(kind, series, 0, seed), factor, 10_000);
      assertThat(end.verdict()).isEqualTo(Verdict.BETTER);
      assertThat(end.records()).isLessThanOrEqualTo(records);
      assertThat(end.ratio()).isEqualTo(factor, within(.1));
    }
  }

  @ParameterizedTest
  @CsvSource({"NORMAL, 1, 480", "STUDENT, 7, 3000", "OUTLIERS, 16, 7000"})
  void aChallengerThatErrsTwiceAsMuchIsFoundWithinSoManyRecords(
      Kind kind, int series, long records) {
    for (int seed = 0; seed < 20; seed++) {
      Standing end = judge(new PairedErrors(kind, series, .5, seed), 2, 10_000);
      assertThat(end.verdict()).isEqualTo(Verdict.WORSE);
      assertThat(end.records()).isLessThanOrEqualTo(records);
    }
  }

  private static Standing judgeAtOnce(List<Pair> pairs) {
    Judge judge = new Judge(LEVEL);
    pairs.forEach(pair -> judge.add(pair.series(), RECORDS, pair.champion(), pair.challenger()));
    return judge.weigh();
  }

  @Test
  void itDoesNotMatterInWhichOrderPartitionsAreReadAgain() {
    PairedErrors errors = new PairedErrors(Kind.STUDENT, 8, .5, 3);
    List<Pair> asTheyCame = new ArrayList<>();
    for (int i = 0; i < 8 * 30; i++) {
      asTheyCame.add(errors.next(.9));
    }
    List<Pair> bySeries = new ArrayList<>(asTheyCame);
    bySeries.sort(Comparator.comparing(Pair::series));
    Standing expected = judgeAtOnce(asTheyCame);
    Standing found = judgeAtOnce(bySeries);
    assertThat(found.rounds()).isEqualTo(expected.rounds()).isEqualTo(29);
    assertThat(found.better()).isEqualTo(expected.better(), within(1e-6 * expected.better()));
    assertThat(found.worse()).isEqualTo(expected.worse(), within(1e-6));
    assertThat(found.series()).isEqualTo(8);
    assertThat(found.reports()).isEqualTo(240);
    assertThat(found.records()).isEqualTo(240 * RECORDS);
  }

  @Test
  void aSeriesThatStoppedIsNotWaitedFor() {
    PairedErrors errors = new PairedErrors(Kind.NORMAL, 2, 0, 3);
    Judge judge = new Judge(LEVEL);
    for (int i = 0; i < 100; i++) {
      Pair pair = errors.next(1);
      if (pair.series().equals("series-0") || i < 10) {
        judge.add(pair.series(), RECORDS, pair.champion(), pair.challenger());
      }
    }
    assertThat(judge.weigh().rounds()).isEqualTo(48);
  }

  @Test
  void swappedRolesGiveTheOppositeFigures() {
    PairedErrors errors = new PairedErrors(Kind.STUDENT, 3, 0, 5);
    Judge one = new Judge(LEVEL);
    Judge other = new Judge(LEVEL);
    for (int i = 0; i < 300; i++) {
      Pair pair = errors.next(.8);
      one.add(pair.series(), RECORDS, pair.champion(), pair.challenger());
      other.add(pair.series(), RECORDS, pair.challenger(), pair.champion());
    }
    assertThat(other.weigh().worse()).isEqualTo(one.weigh().better());
    assertThat(other.weigh().ratio()).isEqualTo(1 / one.weigh().ratio(), within(1e-9));
    assertThat(one.weigh().verdict()).isEqualTo(Verdict.BETTER);
    assertThat(other.weigh().verdict()).isEqualTo(Verdict.WORSE);
  }

  private static Errors errors(int[] steps, int[] forecasts, double... sums) {
    return new Errors(steps, forecasts, sums);
  }

  @Test
  void onlyStepsWithEquallyManyForecastsOfBothAreCompared() {
    Errors champion = errors(new int[] {1, 8, 24}, new int[] {10, 5, 5}, 3, 4, 5);
    Errors challenger = errors(new int[] {1, 4, 8, 24}, new int[] {10, 5, 5, 4}, 1, 100, 4, 100);
    assertThat(champion.advantageOf(challenger)).isEqualTo((.5 + 0) / 2);
    assertThat(errors(new int[] {1}, new int[] {0}, 0).advantageOf(champion)).isNaN();
  }

  @Test
  void twoThatMakeNoErrorAreEquallyGoodHoweverLong() {
    Errors none = errors(new int[] {1}, new int[] {24}, 0);
    Judge judge = new Judge(LEVEL);
    for (int i = 0; i < 1_000; i++) {
      judge.add("a", RECORDS, none, none);
    }
    assertThat(judge.weigh().verdict()).isEqualTo(Verdict.OPEN);
    assertThat(judge.weigh().sentence(3, 4))
        .startsWith(
            "errors of version 4 are 0.0 % smaller than version 3's in 1000 reports on 24000")
        .doesNotContain("NaN");
  }

  @Test
  void evidenceStaysFiniteHoweverClearItIs() {
    Errors bad = errors(new int[] {1}, new int[] {24}, 9);
    Errors good = errors(new int[] {1}, new int[] {24}, 1);
    Judge judge = new Judge(LEVEL);
    for (int i = 0; i < 5_000; i++) {
      judge.add("a", RECORDS, bad, good);
    }
    assertThat(judge.weigh().better()).isFinite().isGreaterThan(1e100);
    assertThat(judge.weigh().figures()).containsKeys("errorRatio", "evidenceNeeded", "rounds");
  }

  @Test
  void errorsThatAreNotFiniteAreWorseThanAnyThatAre() {
    int[] one = {1};
    Errors finite = errors(one, one, 1e300);
    for (double sum : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Errors diverged = errors(one, one, sum);
      assertThat(finite.advantageOf(diverged)).isEqualTo(-1);
      assertThat(diverged.advantageOf(finite)).isEqualTo(1);
      assertThat(diverged.advantageOf(diverged)).isZero();
    }
  }

  @Test
  void whatIsNoSumIsRefused() {
    int[] one = {1};
    assertThatThrownBy(() -> errors(one, one, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a sum of absolute errors of -1.0");
    assertThatThrownBy(() -> errors(one, one, 1, 2)).hasMessageContaining("1 steps, but 1 counts");
    assertThat(Arrays.asList(0d, 1d))
        .allSatisfy(level -> assertThatThrownBy(() -> new Judge(level)));
  }
}
