package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.schema.OffsetRange;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TrainerVersion;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.NotEnoughDataException;
import io.tidegate.trainer.offline.OfflineGate;
import io.tidegate.trainer.window.TrainingWindow;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One retraining from the parent to the decision. */
final class Retraining {
  private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);

  private final TrainerSettings settings;
  private final FitRunner runner;
  private final Clock clock;

  Retraining(TrainerSettings settings, FitRunner runner, Clock clock) {
    this.settings = settings;
    this.runner = runner;
    this.clock = clock;
  }

  /**
   * What became of it.
   *
   * @param decision to be written in any case
   * @param snapshot to be written with it, of a rejected candidate too; null if training failed
   * @param model what the snapshot holds; null unless the candidate was accepted
   */
  record Verdict(ModelDecisionEvent decision, ModelSnapshot snapshot, CurrentModel model) {
    /** The same, with why the retraining began. */
    Verdict because(Cause cause) {
      ModelDecisionEvent explained =
          ModelDecisionEvent.newBuilder(decision)
              .setCause(cause.kind())
              .setCauseDetail(cause.detail())
              .build();
      return new Verdict(explained, snapshot, model);
    }
  }

  /** Trains a candidate, known as {@code version}, and judges it. */
  Verdict run(
      CurrentModel parent,
      long version,
      TrainingWindow window,
      List<OffsetRange> offsets,
      FitProgress progress)
      throws InterruptedException {
    long seed = settings.seed() * 1_000_003 + version;
    long start = System.nanoTime();
    Fit fit;
    try {
      fit = runner.run(request(settings, parent, window, seed), progress);
    } catch (NotEnoughDataException | FitFailedException | ArithmeticException e) {
      return new Verdict(failed(e.getMessage(), version, offsets), null, null);
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    LOG.info(
        "trained on {} observations of {} series in {} ms: {} batches, {} clipped, {} sequence"
            + " steps/s",
        fit.observations(),
        fit.series(),
        millis,
        fit.batches(),
        fit.clipped(),
        Math.round(fit.stepsPerSecond()));
    OfflineGate.Verdict gate = settings.gate().judge(fit);
    byte[] bytes = ModelCodec.encode(fit.model());
    CurrentModel candidate = new CurrentModel(version, fit.model(), Digest.sha256(bytes));
    ModelSnapshot snapshot =
        new ModelSnapshot(
            settings.modelName(),
            version,
            ByteBuffer.wrap(bytes),
            candidate.sha256(),
            clock.instant(),
            lineage(parent, seed, window, offsets, fit, millis));
    return new Verdict(
        decision(gate, version, offsets, fit), snapshot, gate.accepted() ? candidate : null);
  }

  /** All that the bytes of a candidate depend on. */
  static FitRequest request(
      TrainerSettings settings, CurrentModel parent, TrainingWindow window, long seed) {
    return settings.request(parent.version(), parent.model(), window.data(settings::series), seed);
  }

  /** The verdict in place of one that could not be written. */
  Verdict unwritten(Verdict verdict, String reason) {
    ModelDecisionEvent decision =
        ModelDecisionEvent.newBuilder(verdict.decision())
            .setDecision(ModelDecision.FAILED)
            .setReason("the snapshot was refused: " + reason)
            .build();
    return new Verdict(decision, null, null);
  }

  private ModelDecisionEvent decision(
      OfflineGate.Verdict gate, long version, List<OffsetRange> offsets, Fit fit) {
    return ModelDecisionEvent.newBuilder()
        .setName(settings.modelName())
        .setVersion(version)
        .setDecision(gate.accepted() ? ModelDecision.PROMOTED : ModelDecision.REJECTED)
        .setReason(gate.reason())
        .setTime(clock.instant())
        .setOffsets(offsets)
        .setLossBefore(fit.before().loss())
        .setLossAfter(fit.after().loss())
        .setFigures(gate.figures())
        .build();
  }

  private ModelDecisionEvent failed(String reason, long version, List<OffsetRange> offsets) {
    return ModelDecisionEvent.newBuilder()
        .setName(settings.modelName())
        .setVersion(version)
        .setDecision(ModelDecision.FAILED)
        .setReason(reason == null ? "no reason given" : reason)
        .setTime(clock.instant())
        .setOffsets(offsets)
        .build();
  }

  private Lineage lineage(
      CurrentModel parent,
      long seed,
      TrainingWindow window,
      List<OffsetRange> offsets,
      Fit fit,
      long millis) {
    return Lineage.newBuilder()
        .setParentVersion(parent.version())
        .setParentSha256(parent.sha256())
        .setSeed(seed)
        .setCodeVersion(TrainerVersion.get())
        .setConfigurationDigest(settings.digest())
        .setEnvironment(fit.environment())
        .setOffsets(offsets)
        .setSpanStart(java.time.Instant.ofEpochMilli(window.earliest()))
        .setSpanEnd(java.time.Instant.ofEpochMilli(window.latest()))
        .setObservations(fit.observations())
        .setSeries(fit.series())
        .setBatches(fit.batches())
        .setClippedBatches(fit.clipped())
        .setLossBefore(fit.before().loss())
        .setLossAfter(fit.after().loss())
        .setTrainingMillis(millis)
        .setSettings(settings.training())
        .build();
  }
}
