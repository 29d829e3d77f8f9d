package io.tidegate.stream.drill;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.stream.models.ModelOperation;
import io.tidegate.stream.pipeline.PipelineException;
import io.tidegate.stream.pipeline.PipelineSettings;
import io.tidegate.stream.verify.Offsets;
import io.tidegate.stream.verify.SwapReport;
import io.tidegate.stream.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Swaps five times under a running stream, and measures what each swap did to the forecasts. One
 * thread runs it; any may stop it.
 */
public final class SwapDrill {
  /** A stretch is a fifth of the data; the shortest between two swaps is half of one. */
  private static final int STRETCHES = 5;

  /** Origins that are scored after a swap, and the horizon of the last of them. */
  private static final int ROWS_AFTER = 96;

  private static final String OTHER_UNITS = "40";
  private static final int SERIES = 6;
  private static final int ROWS = 2_400;

  /** Whether a version is better is not what this drill is about. */
  private static final Map<String, String> PROMOTE_ALL =
      Map.of("tidegate.trainer.gate.offline", "off");

  private final DrillOptions options;
  private final DrillListener listener;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<String> how = new ArrayList<>();
  private int retrainings;

  /** Prepares. */
  public SwapDrill(DrillOptions options, DrillListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /** Ends the drill soon. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs to the end and cleans up.
   *
   * @throws RuntimeException with one line, if it cannot start or go on
   */
  public SwapResult run() throws InterruptedException {
    MadeSeries made = new MadeSeries(SERIES, ROWS, MadeSeries.NEVER, options.seed());
    try (Rig rig = new Rig(options, made, PROMOTE_ALL, listener, stop)) {
      long stretch = rig.total() / STRETCHES;
      rig.startTrainer(Map.of(PipelineSettings.EVERY, Long.toString(stretch)));
      rig.stream(stops(rig, stretch));
      rig.pipeline().stopTrainer();
      VerifyReport verified =
          rig.measured(
              replay -> replay.compare(Offsets.NONE, Offsets.NONE, rig.progress("verifying")));
      List<SwapReport> swaps =
          rig.measured(replay -> replay.swaps(rig.progress("replaying references")));
      return SwapResult.of(
          rig.circumstances(), how, swaps, verified.compared(), verified.differences());
    }
  }

  private SortedMap<Long, Runnable> stops(Rig rig, long stretch) {
    SortedMap<Long, Runnable> stops = new TreeMap<>();
    stops.put(
        stretch,
        () -> {
          requireEnough(rig, stretch);
          promoted(rig, "");
        });
    stops.put(2 * stretch, () -> promoted(rig, ""));
    stops.put(2 * stretch + stretch / 2, () -> rollBack(rig));
    stops.put(
        3 * stretch,
        () -> {
          promoted(rig, "");
          // A trainer counts what it reads again after its start.
          rig.startTrainer(
              Map.of(
                  PipelineSettings.EVERY,
                  Long.toString(4 * stretch),
                  "tidegate.trainer.units",
                  OTHER_UNITS));
        });
    stops.put(4 * stretch, () -> promoted(rig, ", " + OTHER_UNITS + " units"));
    return stops;
  }

  private static void requireEnough(Rig rig, long stretch) {
    rig.awaitProcessed();
    int series = rig.pipeline().tally().series();
    if (stretch / 2 < (long) ROWS_AFTER * series) {
      throw new PipelineException(
          String.format(
              "the data is too short: %,d records of %d series; five swaps need about %,d records a"
                  + " series",
              rig.total(), series, 2 * STRETCHES * ROWS_AFTER));
    }
  }

  private void promoted(Rig rig, String what) {
    ModelDecisionEvent decision = rig.awaitRetraining(++retrainings);
    if (decision.getDecision() != ModelDecision.PROMOTED) {
      throw new PipelineException(
          String.format(
              "the trainer was to promote version %d, but: %s, %s",
              decision.getVersion(), decision.getDecision(), decision.getReason()));
    }
    how.add("promoted by the trainer" + what);
    listener.say("version " + decision.getVersion() + " promoted: " + decision.getReason());
  }

  private void rollBack(Rig rig) {
    ModelDecisionEvent decision =
        rig.decide(new ModelOperation.Rollback(OptionalLong.empty()), "drill");
    how.add("rolled back by hand");
    listener.say("rolled back to version " + decision.getVersion());
  }
}
