package io.tidegate.stream.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final long HALF_HOUR = 1_800_000L;
  private static final long SECOND = 1_000L;
  private static final float DRIFT = 0.25f;

  /** What came, in order: for each series the observed value of every slot that was not missed. */
  private record Seen(String key, long slot, double value) {}

  private record Errors(String key, double forecast, double persistence, double seasonal) {}

  @Test
  void oneSeriesIsScoredAsByHand() {
    LiveView view = new LiveView(500, 10);
    List<Seen> seen = feed(view, 400, HALF_HOUR, "a");
    Scoreboard scores = view.scoreboard("a").orElseThrow();
    for (int step : Scoreboard.STEPS) {
      assertOwnUnit(scores.at(step).orElseThrow(), comparable(pairs(seen, step, 48)));
    }
  }

  @Test
  void beforeASeasonWasSeenSeasonalNaiveHasNoScore() {
    LiveView view = new LiveView(500, 10);
    List<Seen> seen = feed(view, 60, HALF_HOUR, "a");
    StepScore score = view.scoreboard("a").orElseThrow().at(1).orElseThrow();
    assertThat(score.seasonal()).isEmpty();
    assertThat(score.pairs()).isEqualTo(pairs(seen, 1, 48).size());
  }

  @Test
  void aSeasonThatIsLongerThanTheHistoryHasNoScore() {
    LiveView view = new LiveView(500, 10);
    feed(view, 700, SECOND, "a");
    assertThat(view.scoreboard("a").orElseThrow().at(24).orElseThrow().seasonal()).isEmpty();
    assertThat(view.scoreboard().at(24).orElseThrow().seasonal()).isEmpty();
  }

  @Test
  void allSeriesTogetherAreScoredInUnitsOfTheirPersistenceError() {
    LiveView view = new LiveView(500, 10);
    List<Seen> seen = feed(view, 1_500, HALF_HOUR, "small", "large");
    for (int step : Scoreboard.STEPS) {
      List<Errors> all = pairs(seen, step, 48);
      List<Errors> window =
          comparable(all.subList(Math.max(0, all.size() - Scoreboard.WINDOW), all.size()));
      StepScore score = view.scoreboard().at(step).orElseThrow();
      assertThat(score.pairs()).isEqualTo(window.size()).isEqualTo(Scoreboard.WINDOW);
      assertThat(score.persistence()).isEqualTo(new Measure(1, 1));
      assertThat(score.forecast().meanAbsolute()).isCloseTo(relative(window, true), within(1e-12));
      assertThat(score.seasonal().orElseThrow().meanAbsolute())
          .isCloseTo(relative(window, false), within(1e-12));
    }
  }

  @Test
  void aSeriesThatStandsStillDoesNotCountInTheWhole() {
    LiveView view = new LiveView(500, 10);
    for (int slot = 0; slot < 100; slot++) {
      view.accept("still", event(slot, 7, SECOND), 0);
    }
    assertThat(view.scoreboard().at(1)).isEqualTo(Optional.empty());
    assertThat(view.scoreboard("still").orElseThrow().at(1).orElseThrow().persistence())
        .isEqualTo(new Measure(0, 0));
  }

  @Test
  void forecastsMadeWhileTheStepWasUnknownDoNotMature() {
    LiveView view = new LiveView(500, 10);
    for (int slot = 0; slot < 8; slot++) {
      view.accept("a", ForecastSamples.drifting(slot * SECOND, slot, 0, DRIFT, 0), 0);
    }
    assertThat(view.scoreboard("a").orElseThrow().steps()).isEmpty();
    view.accept("a", event(8, 8, SECOND), 0);
    assertThat(view.scoreboard("a").orElseThrow().steps()).isEmpty();
    view.accept("a", event(9, 9, SECOND), 0);
    assertThat(view.scoreboard("a").orElseThrow().at(1).orElseThrow().pairs()).isEqualTo(1);
  }

  private static List<Seen> feed(LiveView view, int slots, long stepMillis, String... keys) {
    Random random = new Random(11);
    List<Seen> seen = new ArrayList<>();
    for (int slot = 0; slot < slots; slot++) {
      double unit = 1;
      for (String key : keys) {
        double value =
            unit * (Math.sin(2 * Math.PI * slot / 48) + 0.1 * random.nextGaussian() + slot * .01);
        unit *= 1_000;
        if (random.nextInt(20) > 0) {
          view.accept(key, event(slot, value, stepMillis), 0);
          seen.add(new Seen(key, slot, value));
        }
      }
    }
    return seen;
  }

  private static io.tidegate.schema.ForecastEvent event(long slot, double value, long stepMillis) {
    // Not on the slot's edge, so that the slot must be found by flooring.
    long time = slot * stepMillis + stepMillis / 3;
    return ForecastSamples.drifting(time, value, stepMillis, DRIFT, 0);
  }

  private static List<Errors> pairs(List<Seen> seen, int step, int season) {
    Map<String, Double> known = new HashMap<>();
    Map<String, Long> first = new HashMap<>();
    List<Errors> pairs = new ArrayList<>();
    for (Seen now : seen) {
      first.putIfAbsent(now.key(), now.slot());
      known.put(now.key() + now.slot(), now.value());
      Double origin = known.get(now.key() + (now.slot() - step));
      if (origin != null) {
        pairs.add(
            new Errors(
                now.key(),
                Math.abs(now.value() - (origin + (double) (step * DRIFT))),
                Math.abs(now.value() - origin),
                Math.abs(now.value() - heldAt(known, first, now, season))));
      }
    }
    return pairs;
  }

  private static double heldAt(
      Map<String, Double> known, Map<String, Long> first, Seen now, int season) {
    for (long slot = now.slot() - season; slot >= first.get(now.key()); slot--) {
      Double value = known.get(now.key() + slot);
      if (value != null) {
        return value;
      }
    }
    return Double.NaN;
  }

  private static List<Errors> comparable(List<Errors> pairs) {
    return pairs.stream().filter(pair -> !Double.isNaN(pair.seasonal())).toList();
  }

  private static void assertOwnUnit(StepScore score, List<Errors> pairs) {
    double n = pairs.size();
    assertThat(score.pairs()).isEqualTo(pairs.size());
    assertThat(score.forecast().meanAbsolute())
        .isCloseTo(pairs.stream().mapToDouble(Errors::forecast).sum() / n, within(1e-6));
    assertThat(score.persistence().rootMeanSquare())
        .isCloseTo(
            Math.sqrt(pairs.stream().mapToDouble(p -> p.persistence() * p.persistence()).sum() / n),
            within(1e-9));
    assertThat(score.seasonal().orElseThrow().meanAbsolute())
        .isCloseTo(pairs.stream().mapToDouble(Errors::seasonal).sum() / n, within(1e-9));
  }

  private static double relative(List<Errors> pairs, boolean ofForecast) {
    double product = 0;
    for (String key : List.of("small", "large")) {
      List<Errors> own = pairs.stream().filter(pair -> pair.key().equals(key)).toList();
      double error =
          own.stream().mapToDouble(ofForecast ? Errors::forecast : Errors::seasonal).sum();
      double unit = own.stream().mapToDouble(Errors::persistence).sum();
      product += own.size() * Math.log(error / unit);
    }
    return Math.exp(product / pairs.size());
  }
}
