package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TestSeries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PublishedModelsTest {
  private final Cluster cluster = new Cluster();
  private final byte[] good = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, 1));
  private final byte[] other = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, 2));

  private CurrentModel find() {
    return new PublishedModels(
            "tidegate.models", "default", Size.STANDARD, cluster.serde.deserializer())
        .find(cluster.consumer);
  }

  @Test
  void anEmptyTopicMeansTheShippedVersion() {
    assertThat(find().version()).isZero();
    assertThat(find().sha256()).isEqualTo(Digest.sha256(ShippedModel.bytes()));
  }

  @Test
  void theHighestValidVersionIsTheOneInUse() {
    cluster.addModel("default/2", Snapshots.of(2, other));
    cluster.addModel("default/1", Snapshots.of(1, good));
    CurrentModel found = find();
    assertThat(found.version()).isEqualTo(2);
    assertThat(ModelCodec.encode(found.model())).isEqualTo(other);
  }

  @Test
  void whatIsNotAValidSnapshotOfTheModelIsPassedOver() {
    cluster.addModel("default/1", Snapshots.of(1, good));
    cluster.addModel("default/2", Snapshots.of("default", 2, good, Digest.sha256(other)));
    byte[] truncated = Arrays.copyOf(good, good.length - 3);
    cluster.addModel("default/3", Snapshots.of(3, truncated));
    cluster.addModel("default/7", Snapshots.of(4, good));
    cluster.addModel("other/5", Snapshots.of("other", 5, good, Digest.sha256(good)));
    cluster.addModel("default/6", "not Avro".getBytes(StandardCharsets.UTF_8));
    cluster.addModel("default/8", (byte[]) null);
    assertThat(find().version()).isEqualTo(1);
  }
}
