package io.tidegate.stream.models;

import io.tidegate.kernel.model.LstmWeights;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelSnapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Valid models beside the shipped one, and snapshots of anything. */
public final class TestModels {
  private TestModels() {}

  /** The shipped model with every head bias moved by {@code shift} scales. */
  public static Model shifted(float shift) {
    Model shipped = ShippedModel.load();
    float[] bias = shipped.headBias();
    for (int i = 0; i < bias.length; i++) {
      bias[i] += shift;
    }
    return new Model(
        shipped.shape(),
        shipped.layers(),
        shipped.head(),
        shipped.highway(),
        bias,
        shipped.spread());
  }

  /** A valid model of two units. */
  public static Model ofAnotherShape() {
    Model shipped = ShippedModel.load();
    ModelShape standard = shipped.shape();
    ModelShape shape = new ModelShape(2, 1, standard.lags(), standard.horizon(), standard.levels());
    int horizon = shape.horizon();
    return new Model(
        shape,
        List.of(new LstmWeights(7, 2, new float[8 * 7], new float[8 * 2], new float[8])),
        new float[horizon * 2],
        shipped.highway(),
        new float[horizon],
        shipped.spread());
  }

  /** A model that forecasts more quantiles than may be, in few bytes. */
  public static Model ofTooManyQuantiles() {
    List<Float> levels = IntStream.range(1, 100).mapToObj(i -> i / 100f).toList();
    return persistence(new ModelShape(1, 1, 1, 42, levels));
  }

  /** A model of any shape whose weights are all zero. */
  public static Model persistence(ModelShape shape) {
    int rows = 4 * shape.units();
    float[] spread = new float[shape.horizon()];
    Arrays.fill(spread, 1f);
    return new Model(
        shape,
        IntStream.range(0, shape.layers())
            .mapToObj(
                layer ->
                    new LstmWeights(
                        shape.inputsOf(layer),
                        shape.units(),
                        new float[rows * shape.inputsOf(layer)],
                        new float[rows * shape.units()],
                        new float[rows]))
            .toList(),
        new float[shape.horizon() * shape.units()],
        new float[shape.horizon() * shape.regressors()],
        new float[shape.horizon()],
        spread);
  }

  /** A valid snapshot of {@link #shifted}. */
  public static ModelSnapshot snapshot(long version, float shift) {
    return snapshot("default", version, ModelCodec.encode(shifted(shift)));
  }

  /** A snapshot of any bytes, with their digest. */
  public static ModelSnapshot snapshot(String name, long version, byte[] model) {
    return ModelSnapshot.newBuilder()
        .setName(name)
        .setVersion(version)
        .setModel(ByteBuffer.wrap(model))
        .setSha256(SnapshotCheck.sha256(model))
        .setCreated(Instant.EPOCH)
        .setLineage(lineage(version - 1))
        .build();
  }

  private static Lineage lineage(long parent) {
    return Lineage.newBuilder()
        .setParentVersion(parent)
        .setParentSha256("")
        .setSeed(1)
        .setCodeVersion("test")
        .setConfigurationDigest("")
        .setEnvironment("test")
        .setOffsets(List.of())
        .setSpanStart(Instant.EPOCH)
        .setSpanEnd(Instant.EPOCH)
        .setObservations(1)
        .setSeries(1)
        .setBatches(1)
        .setClippedBatches(0)
        .setLossBefore(1)
        .setLossAfter(0.5)
        .setTrainingMillis(1)
        .build();
  }
}
