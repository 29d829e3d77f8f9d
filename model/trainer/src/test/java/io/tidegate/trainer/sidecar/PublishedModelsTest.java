package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TestSeries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedModelsTest {
  private final Cluster cluster = new Cluster();
  private final byte[] good = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, 1));
  private final byte[] other = ModelCodec.encode(TestSeries.persistence(TestSeries.SHAPE, 2));

  private final TopicReader reader = new TopicReader(cluster.consumer);
  private final PublishedModels models =
      new PublishedModels(
          "tidegate.models", "default", Size.STANDARD, cluster.serde.deserializer());

  private List<Long> valid() {
    List<Long> versions = new ArrayList<>();
    models.read(reader, (snapshot, model) -> versions.add(model.version()));
    return versions;
  }

  @Test
  void versionZeroIsTheOneThatShips() {
    assertThat(valid()).isEmpty();
    assertThat(models.find(reader, 0).orElseThrow().sha256())
        .isEqualTo(Digest.sha256(ShippedModel.bytes()));
  }

  @Test
  void aVersionIsFoundByItsNumberWhateverElseThereIs() {
    cluster.addModel("default/2", Snapshots.of(2, other));
    cluster.addModel("default/1", Snapshots.of(1, good));
    assertThat(valid()).containsExactly(2L, 1L);
    assertThat(ModelCodec.encode(models.find(reader, 1).orElseThrow().model())).isEqualTo(good);
    assertThat(ModelCodec.encode(models.find(reader, 2).orElseThrow().model())).isEqualTo(other);
    assertThat(models.find(reader, 3)).isEmpty();
    assertThat(models.highest()).isEqualTo(2);
  }

  @Test
  void aVersionThatComesLaterIsFoundThen() {
    assertThat(models.find(reader, 1)).isEmpty();
    cluster.addModel("default/1", Snapshots.of(1, good));
    assertThat(models.find(reader, 1)).isPresent();
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
    assertThat(valid()).containsExactly(1L);
    assertThat(models.find(reader, 2)).isEmpty();
    assertThat(models.highest()).as("no number is used twice").isEqualTo(3);
  }
}
