package io.tidegate.kernel.forecast;

import static io.tidegate.kernel.forecast.Streams.HOUR;
import static io.tidegate.kernel.forecast.Streams.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.TestModels;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.AccuracyReport;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.kernel.series.StepAccuracy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A series goes on under a model of any other shape. */
class AnotherShapeTest {
  private static final List<Float> THREE = List.of(.1f, .5f, .9f);
  private static final List<Float> FIVE = List.of(.05f, .25f, .5f, .75f, .95f);
  private static final List<Float> SEVEN = ModelShape.STANDARD.levels();

  static Stream<ModelShape> shapes() {
    return Stream.of(
        new ModelShape(8, 2, 30, 24, FIVE),
        new ModelShape(16, 2, 30, 24, FIVE),
        new ModelShape(8, 1, 30, 24, FIVE),
        new ModelShape(8, 3, 95, 24, FIVE),
        new ModelShape(8, 2, 30, 1, FIVE),
        new ModelShape(8, 2, 30, 19, FIVE),
        new ModelShape(8, 2, 30, 100, FIVE),
        new ModelShape(2, 1, 3, 512, FIVE),
        new ModelShape(8, 2, 30, 24, List.of(.5f)),
        new ModelShape(8, 2, 30, 24, THREE),
        new ModelShape(8, 2, 30, 24, SEVEN),
        new ModelShape(5, 3, 60, 60, List.of(.02f, .3f, .5f, .7f, .98f)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeTakesOverFromEveryOtherWithoutAColdForecast(ModelShape next) {
    shapes().forEach(before -> takeOver(before, next));
  }

  private static void takeOver(ModelShape before, ModelShape next) {
    Streams stream = stream(1, before, SeriesState.start(HOUR)).over(0, 150, Streams::wave);
    Streams swapped = stream(2, next, stream.state);
    Streams stored = stream(2, next, StateCodec.decode(StateCodec.encode(stream.state)));
    for (long slot = 150; slot < 210; slot++) {
      swapped.at(slot, Streams.wave(slot));
      stored.at(slot, Streams.wave(slot));
      byte[] bytes = StateCodec.encode(stored.state);
      assertThat(bytes).isEqualTo(StateCodec.encode(swapped.state));
      stored.state = StateCodec.decode(bytes);
      Forecast forecast = swapped.last();
      assertThat(forecast.horizon()).isEqualTo(next.horizon());
      assertThat(forecast.levels()).hasSize(next.levels().size());
      assertThat(forecast.state())
          .isEqualTo(slot < 197 ? ForecastState.REWARMED : ForecastState.WARM);
      assertOrdered(forecast);
    }
    assertThat(swapped.forecasts).hasSize(60);
  }

  private static void assertOrdered(Forecast forecast) {
    int levels = forecast.levels().length;
    for (int step = 1; step <= forecast.horizon(); step++) {
      for (int level = 0; level < levels; level++) {
        assertThat(forecast.quantileDifference(step, level)).isFinite();
        if (level > 0) {
          assertThat(forecast.quantileDifference(step, level))
              .isGreaterThanOrEqualTo(forecast.quantileDifference(step, level - 1));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void aSwapThereAndBackLeavesTheSameParts(Size size) {
    ModelShape shape = TestModels.SMALL;
    SeriesSettings settings = new SeriesSettings(HOUR, SeriesSettings.AUTO, false, size);
    Streams kept = stream(1, shape, SeriesState.start(settings)).over(0, 400, Streams::wave);
    Map<String, Integer> sizes = new HashMap<>(StateCodec.sizes(kept.state));
    Streams other = stream(2, new ModelShape(20, 1, 40, 60, SEVEN), kept.state);
    other.over(400, 500, Streams::wave);
    Streams back = stream(3, shape, other.state).over(500, 700, Streams::wave);
    Map<String, Integer> after = new HashMap<>(StateCodec.sizes(back.state));
    sizes.remove("pending forecasts");
    after.remove("pending forecasts");
    assertThat(after).isEqualTo(sizes);
  }

  @Test
  void forecastsOnTheirWayAreScoredAtTheStepsThatBothShapesHave() {
    for (ModelShape next :
        List.of(
            new ModelShape(12, 1, 30, 60, FIVE),
            new ModelShape(12, 1, 30, 14, FIVE),
            new ModelShape(12, 1, 30, 24, List.of(.25f, .5f, .75f)))) {
      Map<Integer, StepAccuracy> same = scoredAfter(TestModels.SMALL);
      Map<Integer, StepAccuracy> other = scoredAfter(next);
      for (int step : new int[] {1, 2, 4, 8, 14}) {
        assertThat(other.get(step).forecasts())
            .as("step " + step + " under " + next)
            .isEqualTo(same.get(step).forecasts())
            .isPositive();
      }
      // Of two steps or more ahead everything that was scored is the former version's.
      assertThat(other.get(14).squaredErrors()).isEqualTo(same.get(14).squaredErrors());
    }
  }

  /** By step, what a state has scored of twelve hours before a swap and two after it. */
  private static Map<Integer, StepAccuracy> scoredAfter(ModelShape next) {
    Streams before = stream(1, TestModels.SMALL, SeriesState.start(HOUR));
    before.over(0, 240 + 12, Streams::wave);
    Streams after = stream(2, next, before.state).over(252, 254, Streams::wave);
    AccuracyReport report = after.state.cutAccuracy();
    assertThat(report.observations()).isEqualTo(14);
    Map<Integer, StepAccuracy> byStep = new HashMap<>();
    report.steps().forEach(step -> byStep.put(step.step(), step));
    return byStep;
  }

  @Test
  void withAnIntervalThatTheForecastsOnTheirWayLackTheScoresBeginAnew() {
    ModelShape next = new ModelShape(8, 2, 30, 24, SEVEN);
    Streams before = stream(1, TestModels.SMALL, SeriesState.start(HOUR));
    before.over(0, 252, Streams::wave);
    Streams after = stream(2, next, before.state).over(252, 254, Streams::wave);
    AccuracyReport report = after.state.cutAccuracy();
    assertThat(report.observations()).isEqualTo(2);
    assertThat(report.steps().get(0).forecasts()).isEqualTo(1);
    assertThat(report.steps().get(0).hits()).hasSize(3);
    assertThat(report.ofEarlierVersions()).isZero();
  }

  @Test
  void intervalsOfStepsAndLevelsThatBothShapesHaveAreAsWideAsBefore() {
    Streams before = stream(1, TestModels.SMALL, SeriesState.start(HOUR));
    before.over(0, 600, Streams::wave);
    double[] widths = new double[6];
    for (int group = 0; group < 6; group++) {
      widths[group] = before.state.calibration().halfWidth(group, 1);
    }
    // Adopted by a late value: nothing is scored in between.
    Streams after =
        stream(2, new ModelShape(9, 1, 20, 100, List.of(.25f, .5f, .75f)), before.state);
    after.at(599, 0);
    for (int group = 0; group < 6; group++) {
      assertThat(after.state.calibration().halfWidth(group, 0)).isEqualTo(widths[group]);
    }
  }

  @Test
  void intervalsOfNewStepsAndLevelsCoverFromTheSwapOnWhatTheyAlwaysWouldHave() {
    Model next = ShippedModel.load();
    Model former = TestModels.cut(next, 30, FIVE);
    int[] held = new int[2];
    int judged = 0;
    for (int from = 600; from < 1_300; from += 49) {
      Streams before = stream(1, former, SeriesState.start(HOUR)).over(0, from, Streams::wave);
      Streams always = stream(2, next, SeriesState.start(HOUR)).over(0, from, Streams::wave);
      held[0] += held(stream(2, next, before.state), from);
      held[1] += held(stream(2, next, always.state), from);
      judged += 24 * 6;
    }
    double share = held[0] / (double) judged;
    assertThat(share).isCloseTo(held[1] / (double) judged, within(.05)).isGreaterThan(.75);
  }

  /** How many of 24 forecasts at six steps held what came between their levels .1 and .9. */
  private static int held(Streams stream, int from) {
    stream.over(from, from + 24, Streams::wave);
    int held = 0;
    for (int origin = 0; origin < 24; origin++) {
      for (int step : new int[] {3, 20, 31, 36, 45, 48}) {
        double actual = Streams.wave(from + origin + step);
        Forecast forecast = stream.forecasts.get(origin);
        boolean above = actual >= forecast.quantile(step, 1);
        held += above && actual <= forecast.quantile(step, 5) ? 1 : 0;
      }
    }
    return held;
  }

  @Test
  void theLongestHorizonHasSixteenStepGroupsAndForgetsWhatItHasScored() {
    ModelShape longest = new ModelShape(2, 1, 3, 512, THREE);
    Streams stream = stream(1, longest, SeriesState.start(HOUR));
    int pending = 0;
    for (long slot = 0; slot < 1_500; slot++) {
      stream.at(slot, Streams.wave(slot));
      stream.state = StateCodec.decode(StateCodec.encode(stream.state));
      pending = StateCodec.sizes(stream.state).get("pending forecasts");
    }
    assertThat(stream.state.calibration().groups().size()).isEqualTo(16);
    int scheduled = 512 / Size.STANDARD.scoredEvery() + 1;
    int waiting = 1_861 / Size.STANDARD.scoredEvery() + 16;
    assertThat(pending).isLessThan(scheduled * 11 + waiting * 8 + 64);
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void statesOfTheLargestShapesStayWithinTheirBytes(Size size) {
    SeriesSettings settings = new SeriesSettings(HOUR, SeriesSettings.AUTO, false, size);
    for (ModelShape largest :
        List.of(
            new ModelShape(1, 1, 3, 512, SEVEN),
            new ModelShape(1, 1, 3, 41, levels(99)),
            new ModelShape(1, 1, 3, 215, levels(19)))) {
      assertThat(size.refusal(largest)).isEmpty();
      Streams stream = stream(1, largest, SeriesState.start(settings));
      int most = 0;
      for (long slot = 0; slot < 1_200; slot++) {
        slot += slot % 9 == 5 ? slot % 7 : 0;
        stream.at(slot, Streams.wave(slot));
        Map<String, Integer> parts = StateCodec.sizes(stream.state);
        int bytes = parts.values().stream().mapToInt(part -> part).sum();
        most = Math.max(most, bytes - parts.get("hidden and cell"));
      }
      assertThat(most + 8 * Size.MOST_HIDDEN + 3).isLessThanOrEqualTo(Size.MOST_STATE_BYTES);
    }
  }

  private static List<Float> levels(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i / (count + 1f)).toList();
  }

  @Test
  void whatASizeCannotCarryIsRefusedWithTheLimit() {
    assertThat(Size.LEAN.refusal(Size.STANDARD.shape())).isEmpty();
    assertThat(Size.STANDARD.refusal(Size.LEAN.shape())).isEmpty();
    ModelShape farBack = new ModelShape(8, 1, 96, 24, THREE);
    assertThat(Size.STANDARD.refusal(farBack)).isEmpty();
    assertThat(Size.LEAN.refusal(farBack).orElseThrow())
        .contains("at most 95 lags", "keeps 96 rows", "found 96");
    assertThat(Size.STANDARD.refusal(new ModelShape(520, 2, 3, 24, THREE)).orElseThrow())
        .contains("at most 1024 hidden values", "found 1040");
    assertThat(Size.STANDARD.refusal(new ModelShape(8, 1, 3, 500, levels(9))).orElseThrow())
        .contains("at most 4096 quantiles", "found 4500");
  }

  @Test
  void aJumpRightAtTheSwapIsParkedAndConfirmedUnderTheNewShape() {
    Streams before = stream(1, TestModels.SMALL, SeriesState.start(HOUR));
    before.over(0, 100, Streams::wave);
    Streams after = stream(2, new ModelShape(9, 1, 20, 100, SEVEN), before.state);
    after.at(9_000, 1).at(9_001, 2);
    assertThat(after.verdicts).containsExactly("parked 0", "accepted 0", "accepted 1");
    assertThat(after.last().horizon()).isEqualTo(100);
    assertThat(after.last().origin()).isEqualTo(START + 9_001 * HOUR);
  }

  private static Streams stream(long version, ModelShape shape, SeriesState state) {
    return stream(version, TestModels.random(shape, 17 + version), state);
  }

  private static Streams stream(long version, Model model, SeriesState state) {
    return new Streams(new Forecaster(version, model, ForecasterSettings.defaults()), state);
  }
}
