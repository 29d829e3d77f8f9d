package io.tidegate.wire;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ActivationEvent;
import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertDirection;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.schema.RetrainingCause;
import io.tidegate.schema.SeriesChange;
import io.tidegate.schema.SeriesChangeEvent;
import io.tidegate.schema.SeriesStateSnapshot;
import io.tidegate.schema.TickEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** One event of every type, with a value in every field. */
final class SampleEvents {
  static final List<SpecificRecord> ALL =
      List.of(
          observation(),
          knownFuture(),
          feedback(),
          tick(),
          change(),
          forecast(),
          alert(),
          accuracy(),
          snapshot(),
          decision(),
          activation(),
          state());

  private SampleEvents() {}

  static ObservationEvent observation() {
    return ObservationEvent.newBuilder()
        .setTime(Instant.parse("2014-07-01T12:30:00Z"))
        .setValue(10844.25)
        .setCovariates(Map.of("holiday", 1.0))
        .build();
  }

  static KnownFutureEvent knownFuture() {
    return KnownFutureEvent.newBuilder()
        .setTime(Instant.parse("2014-07-04T00:00:00Z"))
        .setValues(Map.of("holiday", 1.0))
        .build();
  }

  static FeedbackEvent feedback() {
    return FeedbackEvent.newBuilder()
        .setFeedback(AlertFeedback.EXPECTED)
        .setAlert("taxi@3-4294967296")
        .setUntil(Instant.parse("2014-07-05T00:00:00Z"))
        .setTime(Instant.parse("2014-07-04T09:00:00Z"))
        .setBy("night shift")
        .setComment("parade")
        .build();
  }

  static TickEvent tick() {
    return new TickEvent(Instant.parse("2014-07-04T09:00:00Z"));
  }

  static SeriesChangeEvent change() {
    return SeriesChangeEvent.newBuilder()
        .setChange(SeriesChange.IMPORT)
        .setState(ByteBuffer.wrap(new byte[] {64, 0, 1, -1, -128}))
        .setTime(Instant.parse("2014-07-04T09:00:00Z"))
        .setBy("operator")
        .setComment("moved from another cluster")
        .build();
  }

  static AlertEvent alert() {
    return AlertEvent.newBuilder()
        .setId("taxi@3-4294967296")
        .setChange(AlertChange.RESOLVED)
        .setKind(AlertKind.LEVEL_SHIFT)
        .setSeverity(AlertSeverity.CRITICAL)
        .setDirection(AlertDirection.ABOVE)
        .setOpened(Instant.parse("2014-07-04T02:00:00Z"))
        .setTime(Instant.parse("2014-07-04T09:00:00Z"))
        .setSourcePartition(3)
        .setSourceOffset(4_294_967_310L)
        .setRecords(14)
        .setValue(30_339.5)
        .setExpected(15_000.25)
        .setLow(14_000.5)
        .setHigh(16_000.75)
        .setScore(2.5)
        .setFalseAlarmsPerWeek(0.03125)
        .setCalibrated(true)
        .setDetectors(new TreeMap<>(Map.of("range", 2.5, "level", 1.25)))
        .setModelName("default")
        .setModelVersion(7)
        .setResolution(AlertResolution.NEW_NORMAL)
        .setAcknowledged(true)
        .setExplanation("It stayed at another level.")
        .build();
  }

  static ForecastEvent forecast() {
    return ForecastEvent.newBuilder()
        .setSourcePartition(3)
        .setSourceOffset(4_294_967_296L)
        .setOrigin(Instant.parse("2014-07-01T12:30:00Z"))
        .setValue(10844.25)
        .setStepMillis(1_800_000)
        .setState(ForecastState.REWARMED)
        .setModelName("default")
        .setModelVersion(7)
        .setHorizon(2)
        .setQuantileCount(3)
        .setQuantileLevels(Float32Vector.encode(new float[] {0.05f, 0.5f, 0.95f}))
        .setQuantiles(Float32Vector.encode(new float[] {-120.5f, 3.25f, 118f, -260f, -1.5f, 240f}))
        .build();
  }

  static AccuracyEvent accuracy() {
    return AccuracyEvent.newBuilder()
        .setSourcePartition(3)
        .setSourceOffset(4_294_967_296L)
        .setTime(Instant.parse("2014-07-01T12:30:00Z"))
        .setStepMillis(1_800_000)
        .setModelName("default")
        .setModelVersion(7)
        .setObservations(48)
        .setOfEarlierVersions(5)
        .setStepCount(2)
        .setIntervalCount(3)
        .setSteps(Int32Vector.encode(new int[] {1, 24}))
        .setPromised(Float32Vector.encode(new float[] {.9f, .8f, .5f}))
        .setForecasts(Int32Vector.encode(new int[] {12, 11}))
        .setHits(Int32Vector.encode(new int[] {11, 9, 6, 10, 10, 4}))
        .setAbsoluteErrors(Float64Vector.encode(new double[] {5_120.5, 9_001.25}))
        .setSquaredErrors(Float64Vector.encode(new double[] {2.5e6, 8.25e6}))
        .setChallenger(challenger())
        .build();
  }

  private static ChallengerAccuracy challenger() {
    return ChallengerAccuracy.newBuilder()
        .setModelVersion(8)
        .setDecided(Instant.parse("2014-06-30T00:00:00.001Z"))
        .setOfEarlierVersions(2)
        .setStepCount(2)
        .setIntervalCount(1)
        .setSteps(Int32Vector.encode(new int[] {1, 24}))
        .setPromised(Float32Vector.encode(new float[] {.9f}))
        .setForecasts(Int32Vector.encode(new int[] {12, 11}))
        .setHits(Int32Vector.encode(new int[] {12, 8}))
        .setAbsoluteErrors(Float64Vector.encode(new double[] {5_000.25, 8_900.5}))
        .setSquaredErrors(Float64Vector.encode(new double[] {2.25e6, 8.5e6}))
        .build();
  }

  static ModelSnapshot snapshot() {
    return ModelSnapshot.newBuilder()
        .setName("default")
        .setVersion(7)
        .setModel(ByteBuffer.wrap(new byte[] {0, 1, 2, -1, -128}))
        .setSha256("f".repeat(64))
        .setCreated(Instant.parse("2014-07-02T00:00:00.001Z"))
        .setLineage(lineage())
        .build();
  }

  static ModelDecisionEvent decision() {
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(8)
        .setDecision(ModelDecision.REJECTED)
        .setReason("loss 0.31 is above 0.30 of version 7")
        .setTime(Instant.parse("2014-07-02T01:00:00Z"))
        .setOffsets(offsets())
        .setLossBefore(0.30)
        .setLossAfter(0.31)
        .setCause(RetrainingCause.DRIFT)
        .setCauseDetail("errors of version 7 are 1.9 times the usual ones")
        .setBasedOn(Instant.parse("2014-07-02T00:00:00.001Z"))
        .setChampion(7L)
        .setChallenger(6L)
        .setChallengedShare(0.125)
        .setWatching(true)
        .setPinned(true)
        .setBy("operator")
        .setFigures(new TreeMap<>(Map.of("improvement", -0.033, "probability", 0.75)))
        .build();
  }

  static ActivationEvent activation() {
    return ActivationEvent.newBuilder()
        .setPartition(3)
        .setOffset(4_294_967_297L)
        .setModelName("default")
        .setModelVersion(7)
        .setPreviousVersion(6L)
        .setDecided(Instant.parse("2014-07-02T00:00:00.001Z"))
        .setChallenger(6L)
        .setChallengedShare(0.125)
        .build();
  }

  static SeriesStateSnapshot state() {
    return SeriesStateSnapshot.newBuilder()
        .setSourcePartition(3)
        .setCheckpoint(4_294_900_000L)
        .setSourceOffset(4_294_967_296L)
        .setState(ByteBuffer.wrap(new byte[] {3, 0, 1, -1, -128}))
        .setPartitionTime(Instant.ofEpochMilli(1_767_225_600_123L))
        .build();
  }

  private static Lineage lineage() {
    return Lineage.newBuilder()
        .setParentVersion(6)
        .setParentSha256("e".repeat(64))
        .setSeed(-42)
        .setCodeVersion("0.1.0")
        .setConfigurationDigest("d".repeat(64))
        .setEnvironment("x86-64, nd4j-native, 1 thread")
        .setOffsets(offsets())
        .setSpanStart(Instant.parse("2014-06-01T00:00:00Z"))
        .setSpanEnd(Instant.parse("2014-07-01T12:30:00Z"))
        .setObservations(10_320)
        .setSeries(1)
        .setBatches(60)
        .setClippedBatches(4)
        .setLossBefore(0.32)
        .setLossAfter(0.30)
        .setTrainingMillis(12_345)
        .setSettings(new TreeMap<>(Map.of("tidegate.step", "PT30M", "tidegate.zone", "UTC")))
        .build();
  }

  private static List<OffsetRange> offsets() {
    return List.of(new OffsetRange(0, 0L, 5_160L), new OffsetRange(1, 17L, 5_177L));
  }
}
