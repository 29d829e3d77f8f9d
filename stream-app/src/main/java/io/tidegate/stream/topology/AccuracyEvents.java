package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.AccuracyReport;
import io.tidegate.kernel.series.StepAccuracy;
import io.tidegate.schema.AccuracyEvent;
import io.tidegate.wire.Float32Vector;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import java.time.Instant;
import java.util.List;

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
        .setSteps(Int32Vector.encode(steps.stream().mapToInt(StepAccuracy::step).toArray()))
        .setPromised(Float32Vector.encode(promised(report)))
        .setForecasts(
            Int32Vector.encode(steps.stream().mapToInt(StepAccuracy::forecasts).toArray()))
        .setHits(
            Int32Vector.encode(
                steps.stream()
                    .flatMap(step -> step.hits().stream())
                    .mapToInt(Integer::intValue)
                    .toArray()))
        .setAbsoluteErrors(
            Float64Vector.encode(
                steps.stream().mapToDouble(StepAccuracy::absoluteErrors).toArray()))
        .setSquaredErrors(
            Float64Vector.encode(steps.stream().mapToDouble(StepAccuracy::squaredErrors).toArray()))
        .build();
  }

  private static float[] promised(AccuracyReport report) {
    float[] promised = new float[report.promised().size()];
    for (int i = 0; i < promised.length; i++) {
      promised[i] = report.promised().get(i);
    }
    return promised;
  }
}
