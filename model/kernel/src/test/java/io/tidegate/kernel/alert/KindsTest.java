package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
  private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private static final long STEP = Duration.ofMinutes(15).toMillis();
  private static final int DAY = 96;
  private static final int ROWS = 30 * DAY;
  private static final AlertMonitor MONITOR = new AlertMonitor(ZoneOffset.UTC);

  private static final AlertRules RULES =
      new AlertRules(
          true,
          0.2,
          Side.BOTH,
          0,
          0,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          null,
          10,
          Severities.USUAL,
          Size.STANDARD);

  private final Random random = new Random(5);

  private static double wave(double row) {
    return 8 * Math.sin(2 * Math.PI * row / DAY);
  }

  /** How a value comes about in the rows from {@link #ROWS} on. */
  private interface Change {
    double value(int row, double noise);
  }

  /** What is told of a daily wave under noise that is forecast as well as can be before. */
  private List<Notice> told(int rows, Change change) {
    AlertState state = AlertState.start();
    List<Notice> told = new ArrayList<>();
    double level = 0;
    for (int row = 0; row < ROWS + rows; row++) {
      double noise = random.nextGaussian();
      boolean changed = row >= ROWS;
      double value = changed ? change.value(row - ROWS, noise) : wave(row) + noise;
      double point = wave(row) + level;
      Expected expected = new Expected(point, point - 2, point + 2, 6);
      List<Notice> notices =
          MONITOR.observe(
              state, RULES, new Reading(row, START + row * STEP, value, STEP, expected));
      notices.stream().filter(notice -> notice.openedOffset() >= ROWS).forEach(told::add);
      level += 0.3 * (value - point);
    }
    return told;
  }

  private Notice end(int rows, Change change) {
    List<Notice> told = told(rows, change);
    assertThat(told).isNotEmpty();
    Notice last = told.get(told.size() - 1);
    assertThat(last.change()).isEqualTo(io.tidegate.kernel.alert.Change.RESOLVED);
    assertThat(told).extracting(Notice::openedOffset).containsOnly(last.openedOffset());
    return last;
  }

  @Test
  void oneValueFarOffIsASpike() {
    Notice end = end(100, (row, noise) -> wave(row) + noise + (row == 0 ? 12 : 0));
    assertThat(end.kind()).isEqualTo(Kind.SPIKE);
    assertThat(end.direction()).isEqualTo(Direction.ABOVE);
    assertThat(end.resolution()).isEqualTo(Resolution.NORMAL);
  }

  @Test
  void valuesThatStayElsewhereAreALevelShiftAndSoonTheNewNormal() {
    Notice end = end(200, (row, noise) -> wave(row) + noise - 10);
    assertThat(end.kind()).isEqualTo(Kind.LEVEL_SHIFT);
    assertThat(end.direction()).isEqualTo(Direction.BELOW);
    assertThat(end.resolution()).isEqualTo(Resolution.NEW_NORMAL);
    assertThat(end.records()).isLessThanOrEqualTo(100);
  }

  @Test
  void valuesThatScatterOnBothSidesAreAVarianceChange() {
    Notice end = end(250, (row, noise) -> wave(row) + (row < 120 ? 5 : 1) * noise);
    assertThat(end.kind()).isEqualTo(Kind.VARIANCE_CHANGE);
    assertThat(end.direction()).isEqualTo(Direction.NONE);
  }

  @Test
  void oneValueOverAndOverIsAFlatLine() {
    double stuck = wave(0) + 0.3;
    Notice end = end(200, (row, noise) -> row < 60 ? stuck : wave(row) + noise);
    assertThat(end.kind()).isEqualTo(Kind.FLAT_LINE);
    assertThat(end.parts()).containsKey(Detector.REPEATS);
  }

  @Test
  void aDayUpsideDownIsASeasonalMisfit() {
    Notice end = end(DAY + 250, (row, noise) -> (row < DAY ? -1 : 1) * wave(row) + noise);
    assertThat(end.kind()).isEqualTo(Kind.SEASONAL_MISFIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 24, 36, 48, 60, 72, 84})
  void aDayThatIsLateIsOneSeasonalMisfitWhateverHourItBeginsAt(int hour) {
    Notice end =
        end(
            hour + DAY + 250,
            (row, noise) -> {
              boolean late = row >= hour && row < hour + DAY;
              return wave(late ? row - 12 : row) + noise;
            });
    assertThat(end.kind()).isEqualTo(Kind.SEASONAL_MISFIT);
  }

  @Test
  void anotherLevelUnderNoiseThatRemembersIsNoSeasonalMisfit() {
    double[] slow = new double[1];
    Notice end =
        end(
            200,
            (row, noise) -> {
              slow[0] = 0.8 * slow[0] + 0.6 * noise;
              return wave(row) + slow[0] + 10;
            });
    assertThat(end.kind()).isEqualTo(Kind.LEVEL_SHIFT);
  }

  @Test
  void aValueFartherOutThanAllValuesAreWideIsOutOfRange() {
    Notice end = end(100, (row, noise) -> row == 0 ? 60 : wave(row) + noise);
    assertThat(end.kind()).isEqualTo(Kind.OUT_OF_RANGE);
  }

  @Test
  void aSeriesThatIsUsuallyConstantIsNeverStuck() {
    AlertState state = AlertState.start();
    for (int row = 0; row < 3_000; row++) {
      double value = row % 40 == 0 ? 1 + row % 3 : 0;
      List<Notice> told =
          MONITOR.observe(
              state,
              AlertRules.defaults(),
              new Reading(row, START + row * STEP, value, STEP, null));
      assertThat(told).noneMatch(notice -> notice.kind() == Kind.FLAT_LINE);
    }
  }

  @Test
  void aValueIsRankedByHowFarItLiesFromWhatIsUsual() {
    Notice opened = told(1, (row, noise) -> wave(row) + 40).get(0);
    assertThat(opened.rank().than()).isEqualTo(opened.rank().of()).isGreaterThan(1_000);
  }
}
