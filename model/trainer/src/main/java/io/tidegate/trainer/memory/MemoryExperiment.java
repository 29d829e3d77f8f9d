package io.tidegate.trainer.memory;

import io.tidegate.trainer.network.NativeThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** The three measurements, one after the other. The same settings give the same figures. */
final class MemoryExperiment {
  /** Work of an LSTM's step beside a plain network's. */
  private static final double LSTM_WORK = 0.3;

  /** Examples, weights and held-back examples draw from seeds of their own. */
  private static final long HELD_BACK_SEED = 1_000_003;

  private final MemorySettings settings;
  private final Remaining remaining;

  /** Says how far it is on {@code out}. */
  MemoryExperiment(MemorySettings settings, Consumer<String> out) {
    this.settings = settings;
    double steps = settings.distances().stream().mapToInt(each -> each).sum();
    double explosions =
        2.0
            * settings.explosionRuns()
            * settings.explosionUpdates()
            * MemorySettings.EXPLOSION_DISTANCE;
    this.remaining =
        new Remaining(steps * settings.updates() * (1 + 2 * LSTM_WORK) + explosions, out);
  }

  /** Measures everything. */
  MemoryReport run() {
    long start = System.nanoTime();
    List<MemoryReport.Fading> fadings = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      fadings.add(fading(kind));
    }
    List<MemoryReport.Explosion> explosions = new ArrayList<>();
    for (long seed = settings.seed(); seed < settings.seed() + settings.explosionRuns(); seed++) {
      explosions.add(explosion(seed, true));
      explosions.add(explosion(seed, false));
    }
    List<MemoryReport.Recall> recalls = new ArrayList<>();
    for (int distance : settings.distances()) {
      for (Kind kind : Kind.values()) {
        recalls.add(recall(kind, distance));
      }
    }
    return new MemoryReport(
        settings,
        recalls,
        fadings,
        explosions,
        NativeThreads.environment(),
        (System.nanoTime() - start) / 1e9);
  }

  private MemoryReport.Fading fading(Kind kind) {
    int distance = settings.fadingSteps();
    RecallNetwork network = kind.network(settings.units(), distance, settings.seed());
    INDArray byInput =
        network.pass(new RecallTask(distance, settings.seed()).next(settings.examples())).byInput();
    List<Double> norms = new ArrayList<>();
    for (int back = 0; back < distance; back++) {
      INDArray step = byInput.get(NDArrayIndex.point(distance - back));
      norms.add(step.norm2Number().doubleValue());
    }
    double nearest = norms.get(0);
    return new MemoryReport.Fading(kind, norms.stream().map(norm -> norm / nearest).toList());
  }

  private MemoryReport.Recall recall(Kind kind, int distance) {
    RecallNetwork network = kind.network(settings.units(), distance, settings.seed());
    RecallTask task = new RecallTask(distance, settings.seed());
    RecallTask.Batch heldBack =
        new RecallTask(distance, settings.seed() + HELD_BACK_SEED).next(MemorySettings.HELD_BACK);
    Descent descent = new Descent(new Adam(MemorySettings.RATE), MemorySettings.CLIP);
    double work = distance * (kind == Kind.PLAIN ? 1 : LSTM_WORK);
    RecallNetwork.Score score = network.score(heldBack);
    int updates = 0;
    while (updates < settings.updates() && score.loss() > MemorySettings.SOLVED) {
      RecallNetwork.Pass pass = network.pass(task.next(settings.examples()));
      descent.update(network.parameters(), pass.byParameter());
      updates++;
      if (updates % MemorySettings.LOOK_EVERY == 0 || updates == settings.updates()) {
        score = network.score(heldBack);
        free();
      }
      remaining.did(work, said(kind, distance, updates, pass.loss()));
    }
    remaining.spared(work * (settings.updates() - updates));
    return new MemoryReport.Recall(kind, distance, updates, score.loss(), score.accuracy());
  }

  /**
   * Deeplearning4j leaves what its layers made to the garbage collector, which sees small objects
   * where gigabytes lie outside the heap, and comes too late.
   */
  private static void free() {
    System.gc();
  }

  private String said(Kind kind, int distance, int update, double loss) {
    return String.format(
        Locale.ROOT,
        "N = %d, %s: update %d of at most %d, loss %.3f",
        distance,
        kind.label(),
        update,
        settings.updates(),
        loss);
  }

  private MemoryReport.Explosion explosion(long seed, boolean clipped) {
    Random random = new Random(seed);
    RecallNetwork network =
        new RecallNetwork(
            new PlainRecurrence(
                RecallTask.INPUTS, settings.units(), MemorySettings.EXPLOSION_GAIN, random),
            random);
    RecallTask task = new RecallTask(MemorySettings.EXPLOSION_DISTANCE, seed);
    Descent descent =
        new Descent(
            new Sgd(MemorySettings.EXPLOSION_RATE),
            clipped ? MemorySettings.CLIP : Double.POSITIVE_INFINITY);
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    for (int update = 0; update < settings.explosionUpdates(); update++) {
      RecallNetwork.Pass pass = network.pass(task.next(settings.examples()));
      if (!Double.isFinite(pass.loss())) {
        break;
      }
      losses.add(pass.loss());
      try {
        norms.add(descent.update(network.parameters(), pass.byParameter()));
      } catch (ArithmeticException overflow) {
        break;
      }
      remaining.did(
          MemorySettings.EXPLOSION_DISTANCE,
          String.format(
              Locale.ROOT,
              "%s clipping: update %d, loss %.3g",
              clipped ? "with" : "without",
              update + 1,
              pass.loss()));
    }
    free();
    return new MemoryReport.Explosion(seed, clipped, losses, norms);
  }
}
