package io.tidegate.stream.topology;

import static io.tidegate.stream.topology.TopologyFixture.NOW;
import static io.tidegate.stream.topology.TopologyFixture.bytes;
import static io.tidegate.stream.topology.TopologyFixture.header;
import static io.tidegate.stream.topology.TopologyFixture.slot;
import static io.tidegate.stream.topology.TopologyFixture.valueAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.stream.models.TestModels;
import io.tidegate.wire.Float32Vector;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTopologyTest {
  @TempDir Path directory;
  private TopologyFixture stream;

  @BeforeEach
  void start() {
    stream = new TopologyFixture(directory, Map.of());
  }

  @AfterEach
  void stop() {
    stream.close();
  }

  @Test
  void everyAcceptedObservationHasOneForecastInOrder() {
    for (int i = 0; i < 20; i++) {
      stream.observe(i % 2 == 0 ? "a" : "b", i / 2);
    }
    List<ForecastEvent> forecasts = stream.forecasts();
    assertThat(forecasts)
        .extracting(ForecastEvent::getSourceOffset)
        .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
    ForecastEvent last = forecasts.get(19);
    assertThat(last.getSourcePartition()).isZero();
    assertThat(last.getOrigin()).isEqualTo(slot(9));
    assertThat(last.getValue()).isEqualTo(valueAt(9));
    assertThat(last.getStepMillis()).isEqualTo(600_000);
    assertThat(last.getModelName()).isEqualTo("default");
    assertThat(last.getModelVersion()).isZero();
    assertThat(last.getHorizon()).isEqualTo(48);
    assertThat(Float32Vector.decode(last.getQuantileLevels())).hasSize(7);
    assertThat(last.getQuantiles().remaining()).isEqualTo(48 * 7 * Float.BYTES);
  }

  @Test
  void aForecastIsWhatTheKernelSaysBitForBit() {
    Forecaster forecaster = new Forecaster(0, ShippedModel.load(), ForecasterSettings.defaults());
    SeriesState state = SeriesState.start(TopologyFixture.STEP.toMillis());
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      stream.observe("a", i);
      Observation observation = new Observation(i, slot(i).toEpochMilli(), valueAt(i));
      forecaster.observe(state, observation, onlyAccepted(expected, forecaster, state));
    }
    List<ForecastEvent> forecasts = stream.forecasts();
    for (int i = 0; i < 120; i++) {
      assertThat(Float32Vector.decode(forecasts.get(i).getQuantiles())).isEqualTo(expected.get(i));
    }
  }

  private static Verdicts onlyAccepted(
      List<float[]> into, Forecaster forecaster, SeriesState state) {
    return new Verdicts() {
      @Override
      public void accepted(Observation observation) {
        Forecast forecast = forecaster.forecast(state);
        into.add(forecast.quantileDifferences());
      }

      @Override
      public void counted(Observation observation, CountReason reason) {
        throw new AssertionError(reason);
      }

      @Override
      public void parked(Observation observation) {
        throw new AssertionError("parked");
      }

      @Override
      public void refused(Observation observation, String reason) {
        throw new AssertionError(reason);
      }
    };
  }

  @Test
  void aForecastTakesTheTimestampOfItsObservationAndNoneOfItsHeaders() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[1_000_000]);
    stream.pipe(new TestRecord<>(bytes("a"), stream.encoded(slot(0), 1), headers, NOW));
    assertThat(stream.forecastRecords())
        .singleElement()
        .satisfies(
            forecast -> {
              assertThat(forecast.getKey()).isEqualTo("a");
              assertThat(forecast.getRecordTime()).isEqualTo(NOW);
              assertThat(forecast.headers()).isEmpty();
            });
  }

  @Test
  void theFirstRecordOfAPartitionJournalsTheVersionInUse() {
    stream.observe("a", 0);
    stream.observe("b", 0);
    assertThat(stream.activations())
        .singleElement()
        .satisfies(
            activation -> {
              assertThat(activation.getPartition()).isZero();
              assertThat(activation.getOffset()).isZero();
              assertThat(activation.getModelVersion()).isZero();
              assertThat(activation.getPreviousVersion()).isNull();
            });
  }

  @Test
  void aNewVersionTakesOverWithoutAGapAndWithoutAColdState() {
    for (int i = 0; i < 100; i++) {
      stream.observe("a", i);
      stream.observe("b", i);
    }
    assertThat(stream.forecasts()).last().extracting(ForecastEvent::getState).isEqualTo(WARM);
    stream.publish(TestModels.snapshot(1, 1f));
    for (int i = 100; i < 200; i++) {
      stream.observe("a", i);
      if (i >= 150) {
        stream.observe("b", i - 50);
      }
    }
    List<ForecastEvent> after = stream.forecasts();
    assertThat(after).hasSize(150).allMatch(f -> f.getModelVersion() == 1);
    assertThat(after).extracting(ForecastEvent::getState).doesNotContain(ForecastState.COLD);
    assertThat(after.get(0).getState()).isEqualTo(ForecastState.REWARMED);
    assertThat(after.get(49 * 1).getState()).isEqualTo(WARM);
    assertThat(after).filteredOn(f -> f.getSourceOffset() >= 200).hasSize(150);
    assertThat(stream.activations())
        .last()
        .isEqualTo(
            new ActivationEvent(
                0, 200L, "default", 1L, 0L, Instant.parse("2026-01-01T00:00:00Z"), null, 0d));
    assertThat(stream.ledger().modelVersion()).isEqualTo(1);
    assertThat(stream.ledger().since()).isEqualTo(200);
  }

  private static final ForecastState WARM = ForecastState.WARM;

  @Test
  void aVersionThatNobodyDecidedOnChangesNothing() {
    stream.publish(TestModels.snapshot(2, 1f));
    stream.observe("a", 0);
    stream.offer(TestModels.snapshot(3, 2f));
    stream.decide(stream.decisions.fail(4));
    stream.observe("a", 1);
    assertThat(stream.forecasts()).extracting(ForecastEvent::getModelVersion).containsOnly(2L);
    assertThat(stream.activations()).hasSize(1);
  }

  @Test
  void theVersionInUseStaysWhenItsSnapshotIsWithdrawn() {
    stream.publish(TestModels.snapshot(1, 1f));
    stream.observe("a", 0);
    stream.withdraw("default/1");
    stream.observe("a", 1);
    assertThat(stream.forecasts()).extracting(ForecastEvent::getModelVersion).containsOnly(1L);
  }

  @Test
  void aRefusedSnapshotLeavesTheVersionInUseAlone() {
    stream.observe("a", 0);
    var wrongDigest = TestModels.snapshot(1, 1f);
    wrongDigest.setSha256("no");
    stream.publish(wrongDigest);
    stream.observe("a", 1);
    assertThat(stream.forecasts()).extracting(ForecastEvent::getModelVersion).containsOnly(0L);
    assertThat(stream.models.entries()).hasSize(2);
    assertThat(stream.meters.get("tidegate.models.refused").counter().count()).isEqualTo(1);
  }

  @Test
  void aConfirmedJumpAheadIsForecastFromItsOwnOffset() {
    observeRun("a", 60);
    stream.forecasts();
    stream.observe("a", 500);
    assertThat(stream.forecasts()).isEmpty();
    assertThat(stream.ledger().parked()).isEqualTo(1);
    stream.observe("a", 501);
    List<ForecastEvent> confirmed = stream.forecasts();
    assertThat(confirmed).extracting(ForecastEvent::getSourceOffset).containsExactly(60L, 61L);
    assertThat(confirmed).extracting(ForecastEvent::getState).containsOnly(ForecastState.COLD);
    assertThat(confirmed)
        .extracting(ForecastEvent::getOrigin)
        .containsExactly(slot(500), slot(501));
    assertThat(stream.ledger().parked()).isZero();
    assertThat(stream.deadLetters()).isEmpty();
  }

  @Test
  void aJumpAheadThatIsNotConfirmedIsADeadLetterAndTheSeriesLivesOn() {
    observeRun("a", 60);
    stream.forecasts();
    stream.observe("a", 500, 7);
    stream.observe("a", 60);
    assertThat(stream.forecasts())
        .singleElement()
        .satisfies(
            forecast -> {
              assertThat(forecast.getSourceOffset()).isEqualTo(61);
              assertThat(forecast.getState()).isEqualTo(ForecastState.WARM);
            });
    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getKey()).isEqualTo(bytes("a"));
              assertThat(letter.getValue()).isEqualTo(stream.encoded(slot(500), 7));
              assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("60");
              assertThat(header(letter, DeadLetterHeaders.REASON)).contains("48 steps");
            });
    assertThat(stream.ledger().unconfirmed()).isEqualTo(1);
    assertThat(stream.ledger().parked()).isZero();
  }

  @Test
  void aSecondValueOfASlotAndALateOneAreCountedAndNotForecast() {
    observeRun("a", 10);
    stream.observe("a", 12);
    stream.forecasts();
    stream.observe("a", 12, 5);
    stream.observe("a", 3, 5);
    stream.observe("a", 10);
    stream.observe("a", -1_000);
    assertThat(stream.forecasts()).isEmpty();
    assertThat(stream.deadLetters()).isEmpty();
    Ledger ledger = stream.ledger();
    assertThat(ledger.duplicates()).isEqualTo(2);
    assertThat(ledger.late()).isEqualTo(2);
    assertThat(ledger.accepted()).isEqualTo(11);
    assertThat(ledger.next()).isEqualTo(15);
  }

  @Test
  void theLedgerCountsSeriesAndTheMetersSayTheSame() {
    observeRun("a", 3);
    observeRun("b", 3);
    stream.observe("a", 2);
    stream.observe("a", 100);
    stream.observe("a", 3);
    stream.pipe(new TestRecord<>(bytes("a"), new byte[] {1}, NOW));
    assertThat(stream.ledger().series()).isEqualTo(2);
    assertThat(stream.meters.get("tidegate.series").gauge().value()).isEqualTo(2);
    assertThat(stream.meters.get("tidegate.model.version").gauge().value()).isZero();
    assertThat(stream.meters.get("tidegate.records").counter().count()).isEqualTo(10);
    assertThat(stream.meters.get("tidegate.parked").gauge().value()).isZero();
    assertThat(stream.meters.get("tidegate.forecasts").counter().count()).isEqualTo(7);
    assertThat(stream.meters.get("tidegate.duplicates").counter().count()).isEqualTo(1);
    assertThat(stream.meters.get("tidegate.dead.letters").counter().count()).isEqualTo(2);
    assertThat(stream.meters.get("tidegate.step.time").timer().count()).isEqualTo(9);
  }

  @Test
  void ticksAndFeedbackAreCountedAndMoveNoSeries() {
    observeRun("a", 3);
    stream.forecasts();
    Instant late = slot(7);
    stream.pipe(new TestRecord<>(null, stream.tick(late), NOW));
    stream.pipe(new TestRecord<>(bytes("a"), stream.tick(slot(5)), NOW));
    stream.pipe(
        new TestRecord<>(bytes("a"), stream.feedback(AlertFeedback.ACKNOWLEDGED, null), NOW));
    Ledger ledger = stream.ledger();
    assertThat(ledger.ticks()).isEqualTo(2);
    assertThat(ledger.feedback()).isEqualTo(1);
    assertThat(ledger.next()).isEqualTo(6);
    assertThat(ledger.series()).isEqualTo(1);
    assertThat(ledger.lookout().time()).isEqualTo(late.toEpochMilli());
    assertThat(stream.meters.get("tidegate.ticks").counter().count()).isEqualTo(2);
    assertThat(stream.meters.get("tidegate.feedback").counter().count()).isEqualTo(1);
    assertThat(stream.forecasts()).isEmpty();
    assertThat(stream.deadLetters()).isEmpty();
    stream.observe("a", 3);
    assertThat(stream.forecasts())
        .singleElement()
        .extracting(ForecastEvent::getOrigin)
        .isEqualTo(slot(3));
  }

  @Test
  void aTickIsTheFirstRecordOfAPartitionLikeAnyOther() {
    stream.pipe(new TestRecord<>(null, stream.tick(slot(0)), NOW));
    stream.observe("a", 0);
    assertThat(stream.activations())
        .singleElement()
        .extracting(ActivationEvent::getOffset)
        .isEqualTo(0L);
  }

  @Test
  void theStepOfASeriesComesFromItsPattern() {
    try (TopologyFixture patterned =
        new TopologyFixture(
            directory.resolve("patterned"), Map.of("tidegate.step.patterns", "slow*=PT1H"))) {
      patterned.observe("slow", 0);
      patterned.observe("quick", 0);
      assertThat(patterned.forecasts())
          .extracting(ForecastEvent::getStepMillis)
          .containsExactly(3_600_000L, 600_000L);
    }
  }

  @Test
  void everyNodeStoreAndTopicHasANameOfItsOwn() {
    String description =
        new StreamTopology(
                stream.settings,
                stream.models,
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry())
            .build()
            .describe()
            .toString();
    assertThat(description)
        .doesNotContain("KSTREAM")
        .doesNotContain("KTABLE")
        .doesNotContain("0000");
  }

  private void observeRun(String series, int slots) {
    for (int i = 0; i < slots; i++) {
      stream.observe(series, i);
    }
  }
}
