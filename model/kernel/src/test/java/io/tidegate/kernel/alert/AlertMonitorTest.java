package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.model.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertMonitorTest {
  private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private static final long STEP = Duration.ofMinutes(5).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int ROWS = 3_000;
  private static final long SAYS = 77_777;
  private static final AlertRules RULES = rules(Side.BOTH, 0, 0);
  private static final AlertMonitor MONITOR = new AlertMonitor(ZoneOffset.UTC);

  /** One series, forecast to stay at 100. */
  private static final class Life {
    private AlertState state = AlertState.start();
    private AlertRules rules = RULES;
    private final List<Notice> told = new ArrayList<>();
    private final double[] values;
    private int row;

    Life(double[] values) {
      this.values = values;
    }

    /** Up to and without the row. */
    Life to(int end) {
      for (; row < end; row++) {
        told.addAll(MONITOR.observe(state, rules, reading(row)));
      }
      return this;
    }

    Reading reading(int at) {
      Expected expected = new Expected(100, 97, 103, 1);
      return new Reading(7L * at, time(at), values[at], STEP, expected);
    }

    Life all() {
      return to(values.length);
    }

    List<Notice> says(Said said, Long offset, boolean missing, long until, long now) {
      List<Notice> answer =
          MONITOR.feedback(state, rules, new Feedback(SAYS, said, offset, missing, until, now));
      told.addAll(answer);
      return answer;
    }
  }

  private static long time(int row) {
    return START + row * STEP;
  }

  private static double[] noise(int rows, long seed) {
    Random random = new Random(seed);
    return random.doubles(rows, -1, 1).map(x -> 100 + 2 * x).toArray();
  }

  private static double[] withSpike(long seed, int at, double size) {
    double[] values = noise(at + 400, seed);
    values[at] += size;
    return values;
  }

  /** Noise under incidents of all sorts. */
  private static double[] wild(long seed) {
    Random random = new Random(seed);
    double[] values = noise(2 * ROWS, seed);
    for (int i = 500; i < values.length; ) {
      int length = 1 + random.nextInt(200);
      double size = Math.exp(2 + i / 500.0) * random.nextGaussian();
      boolean noisy = random.nextBoolean();
      for (int j = i; j < Math.min(i + length, values.length); j++) {
        values[j] += noisy ? size * random.nextGaussian() : size;
      }
      i += length + random.nextInt(600);
    }
    return values;
  }

  /** So few false alarms that noise gives none. */
  private static AlertRules rules(
      boolean on,
      Side side,
      double least,
      double share,
      double low,
      double high,
      QuietHours quiet) {
    return new AlertRules(
        on, 0.05, side, least, share, low, high, quiet, 10, Severities.USUAL, Size.STANDARD);
  }

  private static AlertRules rules(Side side, double least, double share) {
    double all = Double.POSITIVE_INFINITY;
    return rules(true, side, least, share, -all, all, null);
  }

  private static AlertRules quiet(LocalTime from, LocalTime to) {
    double all = Double.POSITIVE_INFINITY;
    return rules(true, Side.BOTH, 0, 0, -all, all, new QuietHours(from, to));
  }

  private static AlertRules limits(double low, double high) {
    return rules(true, Side.BOTH, 0, 0, low, high, null);
  }

  private static AlertRules off() {
    double all = Double.POSITIVE_INFINITY;
    return rules(false, Side.BOTH, 0, 0, -all, all, null);
  }

  @Test
  void aSpikeIsOneAlertThatIsOverWhenTheSeriesIsNormalAgain() {
    List<Notice> told = new Life(withSpike(1, ROWS, 60)).all().told;
    assertThat(told)
        .extracting(Notice::change)
        .containsSubsequence(Change.OPENED, Change.RESOLVED)
        .doesNotHaveDuplicates();
    Notice opened = told.get(0);
    assertThat(opened.openedOffset()).isEqualTo(7L * ROWS);
    assertThat(opened.opened()).isEqualTo(time(ROWS)).isEqualTo(opened.time());
    assertThat(opened.direction()).isEqualTo(Direction.ABOVE);
    assertThat(opened.records()).isEqualTo(1);
    assertThat(opened.value()).isGreaterThan(150);
    assertThat(opened.parts()).isNotEmpty();
    assertThat(opened.resolution()).isNull();
    Notice resolved = told.get(told.size() - 1);
    assertThat(resolved.resolution()).isEqualTo(Resolution.NORMAL);
    assertThat(resolved.openedOffset()).isEqualTo(opened.openedOffset());
    assertThat(resolved.records()).isLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyAlertIsOpenedOnceAndResolvedAtMostOnceAndItsSeverityNeverFalls(long seed) {
    List<Notice> told = new Life(wild(seed)).all().told;
    Map<Long, Severity> open = new HashMap<>();
    Set<Long> known = new HashSet<>();
    Map<Long, Integer> escalations = new HashMap<>();
    for (Notice notice : told) {
      long id = notice.openedOffset();
      switch (notice.change()) {
        case OPENED -> {
          assertThat(known.add(id)).isTrue();
          assertThat(open).isEmpty();
          open.put(id, notice.severity());
        }
        case ESCALATED -> {
          assertThat(notice.severity()).isGreaterThan(open.put(id, notice.severity()));
          assertThat(escalations.merge(id, 1, Integer::sum)).isLessThanOrEqualTo(2);
        }
        case RESOLVED -> assertThat(open.remove(id)).isLessThanOrEqualTo(notice.severity());
      }
    }
    assertThat(known).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aStateThatIsReadBackAfterEveryRecordTellsTheSameToTheBit(long seed) {
    double[] values = wild(seed);
    Life whole = new Life(values).all();
    Life restarted = new Life(values);
    for (int i = 1; i <= values.length; i++) {
      restarted.to(i);
      byte[] bytes = restarted.state.encode();
      restarted.state = AlertState.decode(bytes);
      assertThat(restarted.state.encode()).isEqualTo(bytes);
    }
    assertThat(restarted.told).isEqualTo(whole.told).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void theStateNeverTakesMoreThanItMay(Size size) {
    Life life = new Life(wild(7));
    life.rules =
        new AlertRules(true, 0.05, Side.BOTH, 0, 0, -1e9, 1e9, null, 10, Severities.USUAL, size);
    int most = 0;
    for (int i = 1; i <= life.values.length; i++) {
      most = Math.max(most, life.to(i).state.encode().length);
    }
    assertThat(life.told).isNotEmpty();
    assertThat(most).isLessThanOrEqualTo(size == Size.LEAN ? 2_048 : 4_096).isGreaterThan(1_000);
  }

  @Test
  void anIncidentThatLastsClosesAtLastAndIsNotOpenedAgain() {
    double[] values = noise(ROWS + 1_000, 8);
    for (int i = ROWS; i < values.length; i++) {
      values[i] += 40;
    }
    List<Notice> told = new Life(values).all().told;
    assertThat(told).filteredOn(notice -> notice.change() == Change.OPENED).hasSize(1);
    Notice last = told.get(told.size() - 1);
    assertThat(last.kind()).isEqualTo(Kind.LEVEL_SHIFT);
    assertThat(last.resolution()).isEqualTo(Resolution.NEW_NORMAL);
    assertThat(last.records()).isLessThanOrEqualTo(120);
  }

  @Test
  void aSeriesThatIsOffTellsNothingButLearns() {
    Life life = new Life(wild(2));
    life.rules = off();
    assertThat(life.all().told).isEmpty();
    assertThat(MONITOR.deadline(life.state, off())).isEqualTo(Long.MAX_VALUE);
    assertThat(life.state.score.encode()).isNotEqualTo(AlertState.start().score.encode());
  }

  @Test
  void anAlertThatIsOpenWhenAlertsAreSwitchedOffIsResolvedAndNothingFollows() {
    Life life = new Life(withSpike(1, ROWS, 60)).to(ROWS + 1);
    life.rules = off();
    life.all();
    assertThat(life.told).extracting(Notice::resolution).containsExactly(null, Resolution.EXPECTED);
  }

  @Test
  void aDropDoesNotAlertWhereOnlyRisesAreAskedFor() {
    Life drop = new Life(withSpike(1, ROWS, -60));
    drop.rules = rules(Side.RISE, 0, 0);
    assertThat(drop.all().told).isEmpty();
    Life rise = new Life(withSpike(1, ROWS, 60));
    rise.rules = rules(Side.RISE, 0, 0);
    assertThat(rise.all().told).isNotEmpty();
  }

  @Test
  void aDeviationBelowTheLeastThatWasAskedForDoesNotAlert() {
    for (double spike : new double[] {15, 60}) {
      Life absolute = new Life(withSpike(1, ROWS, spike));
      absolute.rules = rules(Side.BOTH, 30, 0);
      assertThat(absolute.all().told.isEmpty()).isEqualTo(spike < 30);
      Life relative = new Life(withSpike(1, ROWS, spike));
      relative.rules = rules(Side.BOTH, 0, 0.3);
      assertThat(relative.all().told.isEmpty()).isEqualTo(spike < 30);
    }
  }

  @Test
  void aValueBeyondTheLimitsAlertsEvenIfItIsNoSurprise() {
    double[] values = new double[100];
    values[5] = 10;
    Life life = new Life(values);
    life.rules = limits(-1, 9);
    Notice opened = life.all().told.get(0);
    assertThat(opened.kind()).isEqualTo(Kind.OUT_OF_RANGE);
    assertThat(opened.openedOffset()).isEqualTo(35);
    assertThat(opened.severity()).isGreaterThanOrEqualTo(Severity.WARNING);
  }

  @Test
  void whatBeginsInQuietHoursAndIsOverByTheirEndIsNeverTold() {
    // Row 3,000 is at 10:00.
    Life life = new Life(withSpike(1, ROWS, 60));
    life.rules = quiet(LocalTime.of(9, 0), LocalTime.of(15, 0));
    assertThat(life.all().told).isEmpty();
  }

  @Test
  void whatIsStillOnAfterQuietHoursOpensThen() {
    double[] values = noise(ROWS + 400, 1);
    for (int i = ROWS; i < ROWS + 20; i++) {
      values[i] += 60 * Math.pow(2, i - ROWS);
    }
    Life life = new Life(values);
    life.rules = quiet(LocalTime.of(22, 0), LocalTime.of(10, 30));
    Notice opened = life.all().told.get(0);
    assertThat(opened.change()).isEqualTo(Change.OPENED);
    assertThat(opened.opened()).isEqualTo(time(ROWS + 6));
    assertThat(opened.openedOffset()).isEqualTo(7L * (ROWS + 6));
  }

  @Test
  void aSilenceOfAsManyStepsAsWasSaidIsMissingDataUntilTheSeriesIsHeardOf() {
    Life life = new Life(noise(600, 3)).to(500);
    long deadline = MONITOR.deadline(life.state, RULES);
    assertThat(deadline).isEqualTo(time(499) + 10 * STEP);
    assertThat(MONITOR.missed(life.state, RULES, deadline - 1)).isEmpty();
    Notice opened = MONITOR.missed(life.state, RULES, deadline).get(0);
    assertThat(opened.kind()).isEqualTo(Kind.MISSING_DATA);
    assertThat(opened.change()).isEqualTo(Change.OPENED);
    assertThat(opened.openedOffset()).isEqualTo(7L * 499);
    assertThat(opened.value()).isNull();
    assertThat(MONITOR.missed(life.state, RULES, deadline)).isEmpty();

    long next = MONITOR.deadline(life.state, RULES);
    assertThat(next).isEqualTo(time(499) + 40 * STEP);
    Notice escalated = MONITOR.missed(life.state, RULES, next).get(0);
    assertThat(escalated.change()).isEqualTo(Change.ESCALATED);
    assertThat(escalated.severity()).isEqualTo(Severity.WARNING);

    Reading back = new Reading(99_999, next + 1, 100, STEP, null);
    Notice resolved = MONITOR.observe(life.state, RULES, back).get(0);
    assertThat(resolved.resolution()).isEqualTo(Resolution.DATA_CAME_BACK);
    assertThat(resolved.openedOffset()).isEqualTo(7L * 499);
  }

  @Test
  void aSeriesThatIsOftenSilentDoesNotAlertOfIt() {
    AlertState state = AlertState.start();
    long time = START;
    for (int i = 0; i < 200; i++) {
      MONITOR.observe(state, RULES, new Reading(i, time, 1, STEP, null));
      time += i % 20 == 19 ? 50 * STEP : STEP;
    }
    assertThat(MONITOR.deadline(state, RULES))
        .isCloseTo(time - 50 * STEP + 100 * STEP, within(STEP));
  }

  @Test
  void oneOutageDoesNotMakeTheNextOneUsual() {
    Life life = new Life(noise(600, 3)).to(500);
    Reading back = new Reading(99_999, time(499) + DAY, 100, STEP, null);
    MONITOR.observe(life.state, RULES, back);
    assertThat(MONITOR.deadline(life.state, RULES)).isEqualTo(back.time() + 10 * STEP);
  }

  @Test
  void aDeadlineInQuietHoursIsPutOffToTheirEnd() {
    // Row 500 is at 17:40 of the second day.
    Life life = new Life(noise(600, 3)).to(501);
    AlertRules rules = quiet(LocalTime.of(18, 0), LocalTime.of(6, 0));
    long morning = START + 2 * DAY + Duration.ofHours(6).toMillis();
    assertThat(MONITOR.deadline(life.state, rules)).isEqualTo(morning);
  }

  @Test
  void whatIsKnownOfDoesNotEscalate() {
    Life life = new Life(withSpike(1, ROWS, 7)).to(ROWS);
    life.values[ROWS + 3] += 500;
    assertThat(life.to(ROWS + 1).told).isNotEmpty();
    life.says(Said.ACKNOWLEDGED, null, false, 0, time(ROWS));
    life.all();
    assertThat(life.told).noneMatch(notice -> notice.change() == Change.ESCALATED);
    assertThat(life.told.get(life.told.size() - 1).acknowledged()).isTrue();
  }

  @Test
  void aFalsePositiveResolvesAndHalvesWhatIsAcceptedOnceUntilItIsForgotten() {
    Life life = new Life(withSpike(1, ROWS, 60)).to(ROWS + 1);
    long id = life.told.get(0).openedOffset();
    assertThat(life.says(Said.FALSE_POSITIVE, id, false, 0, time(ROWS)))
        .extracting(Notice::resolution)
        .containsExactly(Resolution.FALSE_POSITIVE);
    life.says(Said.FALSE_POSITIVE, id, false, 0, time(ROWS));
    Sensitivity sensitivity = life.state.sensitivity;
    assertThat(sensitivity.share(time(ROWS))).isEqualTo(0.5);
    long later = time(ROWS) + Sensitivity.HALF_LIFE_DAYS * DAY;
    assertThat(sensitivity.share(later)).isCloseTo(Math.sqrt(0.5), within(1e-9));
    for (int i = 0; i < 9; i++) {
      life.says(Said.FALSE_POSITIVE, (long) i, false, 0, time(ROWS));
    }
    assertThat(sensitivity.share(time(ROWS))).isEqualTo(1 / 16.0);
  }

  @Test
  void whileEverythingIsExpectedNothingIsToldOrLearnt() {
    Life life = new Life(withSpike(1, ROWS, 60)).to(ROWS - 10);
    byte[] learnt = life.state.score.encode();
    life.says(Said.EXPECTED, null, false, time(ROWS + 10), time(ROWS - 11));
    life.to(ROWS + 10);
    assertThat(life.told).isEmpty();
    assertThat(life.state.score.encode()).isEqualTo(learnt);
    assertThat(MONITOR.deadline(life.state, RULES)).isGreaterThan(time(ROWS + 10));
    life.all();
    assertThat(life.state.score.encode()).isNotEqualTo(learnt);
  }

  @Test
  void anOpenAlertIsResolvedWhenEverythingIsExpected() {
    Life life = new Life(withSpike(1, ROWS, 60)).to(ROWS + 1);
    assertThat(life.says(Said.EXPECTED, null, false, time(ROWS + 100), time(ROWS)))
        .extracting(Notice::resolution)
        .containsExactly(Resolution.EXPECTED);
  }

  @Test
  void aSilenceThatWasCalledFalseIsUsualFromThenOn() {
    Life life = new Life(noise(600, 3)).to(500);
    long now = time(499) + 100 * STEP;
    MONITOR.missed(life.state, RULES, now);
    assertThat(life.says(Said.FALSE_POSITIVE, 7L * 499, true, 0, now)).hasSize(1);
    assertThat(MONITOR.deadline(life.state, RULES)).isEqualTo(time(499) + 200 * STEP);
    MONITOR.observe(life.state, RULES, new Reading(99_999, now + STEP, 100, STEP, null));
    assertThat(MONITOR.deadline(life.state, RULES)).isGreaterThan(now + 190 * STEP);
  }

  @Test
  void aSeriesThatIsStillSilentAfterAllWasExpectedAlertsAnewAndUnderANameOfItsOwn() {
    Life life = new Life(noise(600, 3)).to(500);
    long now = time(499) + 20 * STEP;
    Notice first = MONITOR.missed(life.state, RULES, now).get(0);
    long until = now + 50 * STEP;
    assertThat(life.says(Said.EXPECTED, null, false, until, now))
        .extracting(Notice::resolution)
        .containsExactly(Resolution.EXPECTED);
    life.state = AlertState.decode(life.state.encode());
    assertThat(MONITOR.deadline(life.state, RULES)).isEqualTo(until);
    Notice second = MONITOR.missed(life.state, RULES, until).get(0);
    assertThat(second.change()).isEqualTo(Change.OPENED);
    assertThat(second.openedOffset()).isEqualTo(SAYS).isNotEqualTo(first.openedOffset());
    Reading back = new Reading(99_999, until + STEP, 100, STEP, null);
    Notice resolved = MONITOR.observe(life.state, RULES, back).get(0);
    assertThat(resolved.openedOffset()).isEqualTo(SAYS);
    assertThat(resolved.resolution()).isEqualTo(Resolution.DATA_CAME_BACK);
  }

  @Test
  void anIncidentOfAnEarlierFormatIsReadAndEnds() throws IOException {
    byte[] bytes;
    try (InputStream in = AlertMonitorTest.class.getResourceAsStream("alerts-format-1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
    AlertState state = AlertState.decode(bytes);
    assertThat(AlertLayout.bytes(AlertLayout.fields(bytes))).isEqualTo(state.encode());
    List<Notice> told = new ArrayList<>();
    for (int row = 2_011; row < 2_200; row++) {
      double value = 160 + row % 3;
      Reading reading =
          new Reading(7L * row, time(row), value, STEP, new Expected(100, 97, 103, 1));
      told.addAll(MONITOR.observe(state, RULES, reading));
    }
    assertThat(told).extracting(Notice::openedOffset).containsOnly(14_000L);
    assertThat(told).extracting(Notice::change).containsOnlyOnce(Change.RESOLVED);
  }

  @Test
  void whatIsOpenExpiresWithTheSeries() {
    Life life = new Life(withSpike(1, ROWS, 60)).to(ROWS + 1);
    MONITOR.missed(life.state, RULES, time(ROWS) + DAY);
    assertThat(MONITOR.expire(life.state, time(ROWS) + 9 * DAY))
        .extracting(Notice::resolution)
        .containsExactly(Resolution.EXPIRED, Resolution.EXPIRED);
    assertThat(MONITOR.expire(life.state, time(ROWS) + 9 * DAY)).isEmpty();
  }

  @Test
  void bytesOfAnotherFormatOrLengthAreRefused() {
    byte[] bytes = new Life(withSpike(1, ROWS, 60)).to(ROWS + 1).state.encode();
    byte[] tooFew = Arrays.copyOf(bytes, 20);
    assertThatThrownBy(() -> AlertState.decode(tooFew))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
    bytes[0] = 9;
    assertThatThrownBy(() -> AlertState.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 9");
  }

  @Test
  void rulesThatMakeNoSenseAreRefusedWithAReason() {
    assertThatThrownBy(() -> limits(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("upper limit 2.0, found 3.0");
    assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Severities(Severity.WARNING, Severity.INFO, Severity.CRITICAL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
