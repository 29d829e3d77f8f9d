package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.wire.Float32Vector;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Turns the kernel's forecasts into events. Immutable, thread-safe. */
final class ForecastEvents {
  /** Room for the numbers and names of an event, its key and the record's frame. */
  private static final int RESERVED = 8_192;

  private final String modelName;
  private final int mostBytes;

  /**
   * @param modelName goes into every event
   * @param largestRequest what the producer sends at most, in bytes
   */
  ForecastEvents(String modelName, int largestRequest) {
    this.modelName = modelName;
    this.mostBytes = largestRequest - RESERVED;
  }

  /**
   * Makes the event.
   *
   * @throws RefusedRecordException if the event would be too large to be sent
   */
  ForecastEvent of(Forecast forecast, long version, int partition, Observation observation) {
    ByteBuffer levels = Float32Vector.encode(forecast.levels());
    ByteBuffer quantiles = Float32Vector.encode(forecast.quantileDifferences());
    long size = (long) levels.remaining() + quantiles.remaining();
    if (size > mostBytes) {
      throw new RefusedRecordException(
          "its forecast has "
              + size
              + " bytes of quantiles; at most "
              + mostBytes
              + " can be sent");
    }
    return ForecastEvent.newBuilder()
        .setSourcePartition(partition)
        .setSourceOffset(observation.offset())
        .setOrigin(Instant.ofEpochMilli(forecast.origin()))
        .setValue(observation.value())
        .setStepMillis(forecast.stepMillis())
        .setState(ForecastState.valueOf(forecast.state().name()))
        .setModelName(modelName)
        .setModelVersion(version)
        .setHorizon(forecast.horizon())
        .setQuantileCount(levels.remaining() / Float.BYTES)
        .setQuantileLevels(levels)
        .setQuantiles(quantiles)
        .build();
  }
}
