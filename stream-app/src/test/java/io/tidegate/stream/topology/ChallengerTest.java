package io.tidegate.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.models.TestModels;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChallengerTest {
  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void open() {
    stream = new TopologyFixture(directory.resolve("one"), Map.of());
  }

  @AfterEach
  void close() {
    stream.close();
  }

  private void observe(TopologyFixture to, String series, int from, int until) {
    for (int i = from; i < until; i++) {
      to.observe(series, i);
    }
  }

  /** A champion that was always there, and from slot 100 on a challenger on every series. */
  private void challengeFrom100(float shift) {
    observe(stream, "a", 0, 100);
    stream.offer(TestModels.snapshot(1, shift));
    stream.decide(stream.decisions.challenge(0, 1, 1));
  }

  private byte[] challengerState(String series) {
    KeyValueStore<String, byte[]> states =
        stream.driver.getKeyValueStore(ForecastProcessor.CHALLENGERS);
    return states.get(series);
  }

  @Test
  void aChallengerChangesNoForecast() {
    challengeFrom100(1f);
    observe(stream, "a", 100, 400);
    List<ForecastEvent> challenged = stream.forecasts();
    try (TopologyFixture alone = new TopologyFixture(directory.resolve("two"), Map.of())) {
      observe(alone, "a", 0, 400);
      assertThat(challenged).isEqualTo(alone.forecasts());
    }
  }

  @Test
  void theChallengersErrorsAreThoseOfTheForecastsThatItWouldHaveIssued() {
    challengeFrom100(1f);
    observe(stream, "a", 100, 700);
    List<ChallengerAccuracy> paired =
        stream.accuracy().stream()
            .filter(report -> report.getSourceOffset() >= 400)
            .map(AccuracyEvent::getChallenger)
            .toList();
    try (TopologyFixture promoted = new TopologyFixture(directory.resolve("two"), Map.of())) {
      observe(promoted, "a", 0, 100);
      promoted.publish(TestModels.snapshot(1, 1f));
      observe(promoted, "a", 100, 700);
      List<AccuracyEvent> real =
          promoted.accuracy().stream().filter(r -> r.getSourceOffset() >= 400).toList();
      assertThat(paired).hasSameSizeAs(real).isNotEmpty();
      for (int i = 0; i < real.size(); i++) {
        assertThat(paired.get(i).getModelVersion()).isEqualTo(1);
        assertThat(paired.get(i).getOfEarlierVersions()).isZero();
        assertThat(paired.get(i).getForecasts()).isEqualTo(real.get(i).getForecasts());
        assertThat(paired.get(i).getAbsoluteErrors()).isEqualTo(real.get(i).getAbsoluteErrors());
        assertThat(paired.get(i).getHits()).isEqualTo(real.get(i).getHits());
      }
    }
  }

  @Test
  void championAndChallengerAreScoredOnTheSamePairsAndEqualWeightsMakeEqualErrors() {
    challengeFrom100(0f);
    observe(stream, "a", 100, 700);
    List<AccuracyEvent> reports = stream.accuracy();
    assertThat(reports)
        .filteredOn(r -> r.getSourceOffset() < 100)
        .isNotEmpty()
        .allMatch(r -> r.getChallenger() == null);
    List<AccuracyEvent> later = reports.stream().filter(r -> r.getSourceOffset() >= 400).toList();
    assertThat(later).isNotEmpty();
    for (AccuracyEvent report : later) {
      ChallengerAccuracy challenger = report.getChallenger();
      assertThat(Int32Vector.decode(challenger.getForecasts()))
          .isEqualTo(Int32Vector.decode(report.getForecasts()));
      assertErrorsAreClose(report);
    }
  }

  /** Not equal to the bit: the challenger's hidden state began with a replay. */
  private static void assertErrorsAreClose(AccuracyEvent report) {
    double[] errors = Float64Vector.decode(report.getAbsoluteErrors());
    double[] challengers = Float64Vector.decode(report.getChallenger().getAbsoluteErrors());
    for (int step = 0; step < errors.length; step++) {
      assertThat(challengers[step]).isCloseTo(errors[step], withinPercentage(15));
    }
  }

  @Test
  void aChallengerOfAnotherShapeIsScoredOnTheSameObservations() {
    observe(stream, "a", 0, 100);
    stream.offer(TestModels.snapshot("default", 1, ModelCodec.encode(TestModels.ofAnotherShape())));
    stream.decide(stream.decisions.challenge(0, 1, 1));
    observe(stream, "a", 100, 700);
    assertThat(stream.accuracy())
        .filteredOn(report -> report.getSourceOffset() >= 400)
        .isNotEmpty()
        .allSatisfy(
            report ->
                assertThat(report.getChallenger().getForecasts()).isEqualTo(report.getForecasts()));
  }

  @Test
  void aChallengerThatLooksLessFarAheadIsScoredAtTheStepsOfBoth() {
    observe(stream, "a", 0, 100);
    ModelShape shape = new ModelShape(3, 2, 10, 24, List.of(.2f, .4f, .5f, .6f, .8f));
    byte[] bytes = ModelCodec.encode(TestModels.persistence(shape));
    stream.offer(TestModels.snapshot("default", 1, bytes));
    stream.decide(stream.decisions.challenge(0, 1, 1));
    observe(stream, "a", 100, 700);
    List<AccuracyEvent> later =
        stream.accuracy().stream().filter(r -> r.getSourceOffset() >= 400).toList();
    assertThat(later).isNotEmpty();
    for (AccuracyEvent report : later) {
      int[] steps = Int32Vector.decode(report.getChallenger().getSteps());
      assertThat(steps).isEqualTo(Arrays.copyOf(Int32Vector.decode(report.getSteps()), 6));
      assertThat(Int32Vector.decode(report.getChallenger().getForecasts()))
          .isEqualTo(Arrays.copyOf(Int32Vector.decode(report.getForecasts()), 6));
    }
  }

  @Test
  void itRunsOnTheShareOfSeriesThatWasDecided() {
    stream.offer(TestModels.snapshot(1, 1f));
    stream.decide(stream.decisions.challenge(0, 1, .25));
    List<String> series = IntStream.range(0, 200).mapToObj(i -> "series" + i).toList();
    for (int slot = 0; slot < 2; slot++) {
      for (String one : series) {
        stream.observe(one, slot);
      }
    }
    long held = series.stream().filter(one -> challengerState(one) != null).count();
    assertThat(held).isBetween(30L, 70L).isEqualTo(stream.ledger().challenged());
    assertThat(stream.ledger().plan().orElseThrow().challenger()).hasValue(1);
  }

  @Test
  void whenTheTrialIsOverItsStatesGoAtEachSeriesNextRecord() {
    challengeFrom100(1f);
    observe(stream, "a", 100, 101);
    stream.observe("b", 0);
    assertThat(stream.ledger().challenged()).isEqualTo(2);
    stream.decide(stream.decisions.promote(0));
    observe(stream, "a", 101, 102);
    assertThat(challengerState("a")).isNull();
    assertThat(challengerState("b")).isNotNull();
    assertThat(stream.ledger().challenged()).isEqualTo(1);
    stream.observe("b", 1);
    assertThat(stream.ledger().challenged()).isZero();
  }

  @Test
  void anotherChallengerBeginsWithWhatTheChampionKnows() {
    challengeFrom100(1f);
    observe(stream, "a", 100, 200);
    stream.offer(TestModels.snapshot(2, 0f));
    stream.decide(stream.decisions.challenge(0, 2, 1));
    stream.accuracy();
    observe(stream, "a", 200, 800);
    List<AccuracyEvent> later =
        stream.accuracy().stream().filter(r -> r.getSourceOffset() >= 500).toList();
    assertThat(later)
        .isNotEmpty()
        .allMatch(r -> r.getChallenger().getModelVersion() == 2)
        .allSatisfy(ChallengerTest::assertErrorsAreClose);
  }

  @Test
  void eachChangeOfTheVersionsAtWorkIsJournalledBeforeItsFirstOutput() {
    challengeFrom100(1f);
    observe(stream, "a", 100, 110);
    stream.decide(stream.decisions.promote(1));
    observe(stream, "a", 110, 120);
    stream.decide(stream.decisions.fail(2));
    observe(stream, "a", 120, 130);
    stream.decide(stream.decisions.promote(0));
    observe(stream, "a", 130, 140);
    List<ActivationEvent> journal = stream.activations();
    assertThat(journal)
        .extracting(ActivationEvent::getOffset, ActivationEvent::getModelVersion)
        .containsExactly(tuple(0L, 0L), tuple(100L, 0L), tuple(110L, 1L), tuple(130L, 0L));
    assertThat(journal.get(1).getChallenger()).isEqualTo(1);
    assertThat(journal.get(1).getChallengedShare()).isEqualTo(1);
    assertThat(journal.get(2).getChallenger()).isNull();
    List<ForecastEvent> forecasts = stream.forecasts();
    assertThat(forecasts.subList(110, 130)).allMatch(f -> f.getModelVersion() == 1);
    assertThat(forecasts.subList(130, 140)).allMatch(f -> f.getModelVersion() == 0);
  }
}
