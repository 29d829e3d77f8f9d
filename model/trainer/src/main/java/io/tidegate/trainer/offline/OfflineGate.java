package io.tidegate.trainer.offline;

import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.fit.TimeBlocks;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets a candidate through that is better than its parent on the held-back part by more than
 * chance. Where that part is too short for a test, the plain losses decide: a new stream must come
 * by its first version. Immutable, thread-safe.
 *
 * @param tested whether there is a test; else only the bound holds
 * @param level probability, of such an improvement by chance, below which it is believed
 * @param bound a candidate's loss over its parent's beyond which it is rejected in any case
 */
public record OfflineGate(boolean tested, double level, double bound) {
  /** In per cent: by how much losses are lower in the mean over blocks and steps. */
  public static final String IMPROVEMENT = "offline.improvement";

  /** Of such an improvement by chance. */
  public static final String PROBABILITY = "offline.probability";

  /** Of time, that the test counts as independent. */
  public static final String BLOCKS = "offline.blocks";

  /**
   * What the gate says.
   *
   * @param accepted whether the candidate is let through
   * @param reason as one sentence, with figures
   * @param figures by name
   */
  public record Verdict(boolean accepted, String reason, Map<String, Double> figures) {}

  /** Judges a fit's candidate against its parent. */
  public Verdict judge(Fit fit) {
    return judge(fit.before(), fit.after());
  }

  /**
   * Judges a candidate against its parent.
   *
   * @param before what the parent does on the held-back part
   * @param after what the candidate does there
   */
  public Verdict judge(Score before, Score after) {
    String losses = text("held-back loss %.4f, parent's %.4f", after.loss(), before.loss());
    if (!(after.loss() <= bound * before.loss())) {
      return new Verdict(false, losses + ": above the bound of " + bound + " times", Map.of());
    }
    if (!tested) {
      return new Verdict(true, losses + "; it was not tested, only the bound held", Map.of());
    }
    PairedTest test = PairedTest.of(before, after);
    Map<String, Double> figures = figures(test);
    if (Double.isNaN(test.probability())) {
      return plain(after.loss() < before.loss(), losses, test.blocks(), figures);
    }
    boolean believed = test.improvement() > 0 && test.probability() < level;
    return new Verdict(
        believed,
        losses
            + text(
                "; %.2f %% better in the mean over the steps, in %d blocks of time; by chance with"
                    + " probability %.3f, %s the level of %s",
                100 * test.improvement(),
                test.blocks(),
                test.probability(),
                test.probability() < level ? "below" : "not below",
                level),
        figures);
  }

  private static Verdict plain(
      boolean better, String losses, int blocks, Map<String, Double> figures) {
    return new Verdict(
        better,
        losses
            + text(
                ": %s; %d blocks of time are too few for a test, %d at least",
                better ? "better" : "not better", blocks, TimeBlocks.LEAST),
        figures);
  }

  private static Map<String, Double> figures(PairedTest test) {
    Map<String, Double> figures = new TreeMap<>();
    figures.put(BLOCKS, (double) test.blocks());
    if (Double.isFinite(test.improvement())) {
      figures.put(IMPROVEMENT, 100 * test.improvement());
    }
    if (Double.isFinite(test.probability())) {
      figures.put(PROBABILITY, test.probability());
    }
    return figures;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
