package io.tidegate.trainer.sidecar;

import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Snapshots as a trainer would publish them. */
final class Snapshots {
  private Snapshots() {}

  static ModelSnapshot of(long version, byte[] model) {
    return of("default", version, model, Digest.sha256(model));
  }

  static ModelSnapshot of(String name, long version, byte[] model, String sha256) {
    Lineage lineage =
        Lineage.newBuilder()
            .setParentVersion(version - 1)
            .setParentSha256("0")
            .setSeed(1)
            .setCodeVersion("test")
            .setConfigurationDigest("0")
            .setEnvironment("test")
            .setOffsets(List.of())
            .setSpanStart(Instant.EPOCH)
            .setSpanEnd(Instant.EPOCH)
            .setObservations(1)
            .setSeries(1)
            .setBatches(1)
            .setClippedBatches(0)
            .setLossBefore(1)
            .setLossAfter(1)
            .setTrainingMillis(1)
            .build();
    return new ModelSnapshot(name, version, ByteBuffer.wrap(model), sha256, Instant.EPOCH, lineage);
  }
}
