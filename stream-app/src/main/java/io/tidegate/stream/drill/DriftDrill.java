package io.tidegate.stream.drill;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.schema.RetrainingCause;
import io.tidegate.stream.verify.ErrorFigures;
import io.tidegate.stream.verify.Offsets;
import io.tidegate.stream.verify.StepErrors;
import io.tidegate.stream.verify.SwapReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Plants a change of level, season and noise, and measures how long it takes until it is detected,
 * learnt and of use; and streams series without one. One thread runs it; any may stop it.
 */
public final class DriftDrill {
  private static final int SERIES = 5;
  private static final int ROWS = 2_500;
  private static final int CHANGE = 2_000;

  /** So many rows before the change are what errors are compared with. */
  private static final int BEFORE = 240;

  /** Records from one stop to the next after the change, and how long a stop takes. */
  private static final int PAUSE = 50;

  private static final Duration LOOK = Duration.ofMillis(500);

  /** Time for the trainer to read to the end of what is there. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(4);

  private static final Map<String, String> ON_DRIFT_ALONE =
      Map.of("tidegate.trainer.period", "P30D", "tidegate.trainer.watch", "off");

  private final DrillOptions options;
  private final int seeds;
  private final long steady;
  private final DrillListener listener;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Prepares.
   *
   * @param seeds number of changes, each in series of another seed
   * @param steady records to stream without a change
   */
  public DriftDrill(DrillOptions options, int seeds, long steady, DrillListener listener) {
    this.options = options;
    this.seeds = seeds;
    this.steady = steady;
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
  public DriftResult run() throws InterruptedException {
    List<DriftResult.Run> runs = new ArrayList<>();
    Circumstances circumstances = null;
    for (int i = 0; i < seeds; i++) {
      long seed = options.seed() + i;
      MadeSeries made = new MadeSeries(SERIES, ROWS, CHANGE, seed);
      try (Rig rig = new Rig(options.in("seed-" + seed), made, ON_DRIFT_ALONE, listener, stop)) {
        runs.add(new Run(rig, seed).run());
        circumstances = rig.circumstances();
      }
    }
    return DriftResult.of(circumstances, runs, steady, steady == 0 ? 0 : falseRetrainings());
  }

  private int falseRetrainings() throws InterruptedException {
    int rows = (int) Math.max(1, steady / SERIES);
    MadeSeries made = new MadeSeries(SERIES, rows, MadeSeries.NEVER, options.seed());
    try (Rig rig = new Rig(options.in("steady"), made, ON_DRIFT_ALONE, listener, stop)) {
      rig.startTrainer(Map.of());
      SortedMap<Long, Runnable> stops = new TreeMap<>();
      // The trainer must come along: what it has not read cannot alarm it.
      for (long at = PAUSE * 100L; at < rig.total(); at += PAUSE * 100L) {
        stops.put(at, () -> rig.letTrainerRead(LOOK));
      }
      rig.stream(stops);
      rig.letTrainerRead(CATCHING_UP);
      return onDrift(rig).size();
    }
  }

  private static List<ModelDecisionEvent> onDrift(Rig rig) {
    return rig.decided().stream()
        .filter(decision -> decision.getCause() == RetrainingCause.DRIFT)
        .toList();
  }

  private static long read(ModelDecisionEvent decision) {
    return decision.getOffsets().stream().mapToLong(OffsetRange::getTo).sum();
  }

  private static Offsets at(Map<Integer, Long> offsets) {
    return Offsets.parse(
        offsets.entrySet().stream()
            .map(one -> one.getKey() + ":" + one.getValue())
            .collect(Collectors.joining(",")));
  }

  /** One planted change. */
  private final class Run {
    private final Rig rig;
    private final long seed;
    private final long change = (long) CHANGE * SERIES;
    private Map<Integer, Long> daysBefore = Map.of();
    private Map<Integer, Long> changed = Map.of();
    private int early;
    private int known;
    private Long trained;
    private boolean promoted;

    Run(Rig rig, long seed) {
      this.rig = rig;
      this.seed = seed;
    }

    DriftResult.Run run() throws InterruptedException {
      rig.startTrainer(Map.of());
      SortedMap<Long, Runnable> stops = new TreeMap<>();
      stops.put((long) (CHANGE - BEFORE) * SERIES, () -> daysBefore = rig.pipeline().ends());
      stops.put(change, this::change);
      for (long at = change + PAUSE; at < rig.total(); at += PAUSE) {
        long sent = at;
        stops.put(at, () -> look(sent));
      }
      rig.stream(stops);
      List<ModelDecisionEvent> found = onDrift(rig).stream().skip(early).toList();
      ModelDecisionEvent last = found.isEmpty() ? null : found.get(found.size() - 1);
      List<SwapReport> swaps = rig.measured(replay -> replay.swaps(rig.progress("measuring")));
      Map<Integer, Long> taken = swaps.isEmpty() ? null : swaps.get(0).offsets();
      Map<Integer, Long> ends = rig.pipeline().ends();
      return new DriftResult.Run(
          seed,
          found.isEmpty() ? null : read(found.get(0)) - change,
          trained,
          taken == null ? null : sum(taken) - change,
          last == null ? null : last.getDecision(),
          last == null ? null : last.getReason(),
          early,
          errors(daysBefore, changed),
          errors(changed, taken == null ? ends : taken),
          taken == null ? null : errors(taken, ends));
    }

    private void change() {
      rig.awaitProcessed();
      rig.letTrainerRead(CATCHING_UP);
      early = onDrift(rig).size();
      known = rig.decided().size();
      changed = rig.pipeline().ends();
    }

    /** The stream flows on while the trainer trains. */
    private void look(long sent) {
      if (promoted) {
        return;
      }
      rig.awaitProcessed();
      if (rig.decides(known, LOOK)) {
        known = rig.decided().size();
        ModelDecisionEvent newest = rig.decided().get(rig.decided().size() - 1);
        if (trained == null) {
          trained = sent - change;
          listener.say(
              "seed " + seed + ": " + newest.getCauseDetail() + ": " + newest.getDecision());
        }
        promoted = newest.getDecision() == ModelDecision.PROMOTED;
      }
    }

    private ErrorFigures errors(Map<Integer, Long> from, Map<Integer, Long> to) {
      StepErrors next =
          rig.measured(replay -> replay.whatIf(0, at(from), at(to), rig.progress("measuring")))
              .steps()
              .get(0);
      return next.forecasts() == 0 ? null : next.recorded();
    }
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
