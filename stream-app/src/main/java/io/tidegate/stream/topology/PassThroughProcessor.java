package io.tidegate.stream.topology;

import io.tidegate.kernel.model.ModelShape;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.wire.Float32Vector;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stands where {@link ForecastProcessor} does and models nothing: reads the state, writes it back,
 * forwards an event of the size of a forecast. Keeps no books. One instance for each input
 * partition, on one thread.
 */
final class PassThroughProcessor
    extends ContextualFixedKeyProcessor<String, SpecificRecord, StreamOutput> {
  private final String modelName;
  private final StreamMeters meters;
  private final int horizon;
  private final ByteBuffer levels;
  private final ByteBuffer quantiles;
  private KeyValueStore<String, byte[]> states;

  /**
   * @param shape of the model whose forecasts are to be matched in size
   */
  PassThroughProcessor(StreamSettings settings, ModelShape shape, StreamMeters meters) {
    this.modelName = settings.modelName();
    this.meters = meters;
    this.horizon = shape.horizon();
    this.levels = Float32Vector.encode(noise(shape.levels().size()));
    this.quantiles = Float32Vector.encode(noise(horizon * shape.levels().size()));
  }

  /** Zeros would be compressed to nothing where forecasts would not. */
  private static float[] noise(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, StreamOutput> context) {
    super.init(context);
    states = context.getStateStore(StoredSeries.STORE);
  }

  @Override
  public void process(FixedKeyRecord<String, SpecificRecord> record) {
    var step = meters.startStep();
    meters.record();
    ObservationEvent observation = (ObservationEvent) record.value();
    RecordMetadata source = context().recordMetadata().orElseThrow();
    states.put(record.key(), states.get(record.key()));
    ForecastEvent event =
        ForecastEvent.newBuilder()
            .setSourcePartition(source.partition())
            .setSourceOffset(source.offset())
            .setOrigin(observation.getTime())
            .setValue(observation.getValue())
            .setStepMillis(1)
            .setState(ForecastState.WARM)
            .setModelName(modelName)
            .setModelVersion(0)
            .setHorizon(horizon)
            .setQuantileCount(levels.remaining() / Float.BYTES)
            .setQuantileLevels(levels)
            .setQuantiles(quantiles)
            .build();
    context().forward(record.withValue(new StreamOutput.Forecasted(event)));
    meters.endStep(step);
  }
}
