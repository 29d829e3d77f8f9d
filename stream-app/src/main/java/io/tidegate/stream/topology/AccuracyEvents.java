package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.AccuracyReport;
import io.tidegate.kernel.series.StepAccuracy;
import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ChallengerAccuracy;
import io.tidegate.wire.Float32Vector;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Turns the kernel's reports into events. Immutable, thread-safe. */
final class AccuracyEvents {
  private final String modelName;

  /**
   * @param modelName goes into every event
   */
  AccuracyEvents(String modelName) {
    this.modelName = modelName;
  }

  /** Makes the event of the report that {@code observation} completed. */
  AccuracyEvent of(
      AccuracyReport report,
      long stepMillis,
      long version,
      int partition,
      Observation observation) {
    List<StepAccuracy> steps = report.steps();
    return AccuracyEvent.newBuilder()
        .setSourcePartition(partition)
        .setSourceOffset(observation.offset())
        .setTime(Instant.ofEpochMilli(observation.time()))
        .setStepMillis(stepMillis)
        .setModelName(modelName)
        .setModelVersion(version)
        .setObservations(report.observations())
        .setOfEarlierVersions(report.ofEarlierVersions())
        .setStepCount(steps.size())
        .setIntervalCount(report.promised().size())
        .setSteps(ints(steps, StepAccuracy::step))
        .setPromised(Float32Vector.encode(promised(report)))
        .setForecasts(ints(steps, StepAccuracy::forecasts))
        .setHits(hits(steps))
        .setAbsoluteErrors(doubles(steps, StepAccuracy::absoluteErrors))
        .setSquaredErrors(doubles(steps, StepAccuracy::squaredErrors))
        .build();
  }

  /** Makes the part about a challenger. */
  ChallengerAccuracy challenger(AccuracyReport report, long version, long decided) {
    List<StepAccuracy> steps = report.steps();
    return ChallengerAccuracy.newBuilder()
        .setModelVersion(version)
        .setDecided(Instant.ofEpochMilli(decided))
        .setOfEarlierVersions(report.ofEarlierVersions())
        .setStepCount(steps.size())
        .setIntervalCount(report.promised().size())
        .setSteps(ints(steps, StepAccuracy::step))
        .setPromised(Float32Vector.encode(promised(report)))
        .setForecasts(ints(steps, StepAccuracy::forecasts))
        .setHits(hits(steps))
        .setAbsoluteErrors(doubles(steps, StepAccuracy::absoluteErrors))
        .setSquaredErrors(doubles(steps, StepAccuracy::squaredErrors))
        .build();
  }

  private static ByteBuffer ints(List<StepAccuracy> steps, ToIntFunction<StepAccuracy> of) {
    return Int32Vector.encode(steps.stream().mapToInt(of).toArray());
  }

  private static ByteBuffer doubles(List<StepAccuracy> steps, ToDoubleFunction<StepAccuracy> of) {
    return Float64Vector.encode(steps.stream().mapToDouble(of).toArray());
  }

  private static ByteBuffer hits(List<StepAccuracy> steps) {
    return Int32Vector.encode(
        steps.stream().flatMap(step -> step.hits().stream()).mapToInt(Integer::intValue).toArray());
  }

  private static float[] promised(AccuracyReport report) {
    float[] promised = new float[report.promised().size()];
    for (int i = 0; i < promised.length; i++) {
      promised[i] = report.promised().get(i);
    }
    return promised;
  }
}
