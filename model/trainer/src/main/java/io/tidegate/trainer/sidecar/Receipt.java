package io.tidegate.trainer.sidecar;

import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.TrainerVersion;
import io.tidegate.trainer.fit.Fit;
import java.util.Locale;

/**
 * What came of training a version again.
 *
 * @param version its number
 * @param recorded how it came to be
 * @param recordedDigest SHA-256 of its bytes
 * @param digest SHA-256 of the bytes that training gave now
 * @param loss on the held-back part, now
 * @param environment what the bytes may depend on besides, now
 * @param codeVersion of this software
 */
public record Receipt(
    long version,
    Lineage recorded,
    String recordedDigest,
    String digest,
    double loss,
    String environment,
    String codeVersion) {
  /** By how much the loss may differ where the same bytes cannot be expected. */
  private static final double CLOSE = 0.01;

  /** How alike the two are. */
  public enum Outcome {
    /** The same bytes. */
    SAME_DIGEST,
    /** Elsewhere, or by other code: a loss within 1 %. */
    SAME_LOSS,
    /** Neither, or not the same bytes where they had to be. */
    DIFFERENT
  }

  static Receipt of(ModelSnapshot snapshot, byte[] model, Fit fit) {
    return new Receipt(
        snapshot.getVersion(),
        snapshot.getLineage(),
        snapshot.getSha256(),
        Digest.sha256(model),
        fit.after().loss(),
        fit.environment(),
        TrainerVersion.get());
  }

  /** How alike the two are. */
  public Outcome outcome() {
    if (digest.equals(recordedDigest)) {
      return Outcome.SAME_DIGEST;
    }
    boolean elsewhere = !isSameEnvironment() || !isSameCode();
    return elsewhere && lossRatio() <= CLOSE ? Outcome.SAME_LOSS : Outcome.DIFFERENT;
  }

  private boolean isSameEnvironment() {
    return environment.equals(recorded.getEnvironment());
  }

  private boolean isSameCode() {
    return codeVersion.equals(recorded.getCodeVersion());
  }

  /** How far the loss is from the recorded one, as a fraction of that. */
  private double lossRatio() {
    double difference = Math.abs(loss - recorded.getLossAfter());
    return difference == 0 ? 0 : difference / Math.abs(recorded.getLossAfter());
  }

  /** The outcome in one sentence or two. */
  public String sentence() {
    if (outcome() == Outcome.SAME_DIGEST) {
      return "same digest: " + digest;
    }
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "another digest: %s, recorded %s; loss %.6f, recorded %.6f, %s 1 %%",
                digest,
                recordedDigest,
                loss,
                recorded.getLossAfter(),
                lossRatio() <= CLOSE ? "within" : "not within"));
    if (!isSameEnvironment()) {
      text.append("; trained on ").append(recorded.getEnvironment());
      text.append(", now on ").append(environment);
    }
    if (!isSameCode()) {
      text.append("; by code version ").append(recorded.getCodeVersion());
      text.append(", now ").append(codeVersion);
    }
    if (isSameEnvironment() && isSameCode()) {
      text.append("; environment and code version are the same: the same digest was expected");
    }
    return text.toString();
  }
}
