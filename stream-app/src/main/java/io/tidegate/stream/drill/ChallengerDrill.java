package io.tidegate.stream.drill;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.stream.drill.ChallengerResult.Trial;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.models.RecordedModels;
import io.tidegate.stream.pipeline.PipelineException;
import io.tidegate.stream.pipeline.PipelineSettings;
import io.tidegate.stream.replay.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Sends bad candidates the way that a trained one goes: before the offline gate; with that one off
 * before the live gate; with both off into use, where the watch is to notice. One thread runs it;
 * any may stop it.
 */
public final class ChallengerDrill {
  private static final int SERIES = 8;
  private static final int ROWS = 2_400;

  /** The champion is trained on the first of so many parts. */
  private static final int PARTS = 4;

  /** The stream stops as often, for the trainer to look at what came out. */
  private static final int STOPS = 100;

  private static final Duration LOOK = Duration.ofMillis(700);
  private static final String OFFLINE = "tidegate.trainer.gate.offline";
  private static final String LIVE = "tidegate.trainer.gate.live";
  private static final String WATCH = "tidegate.trainer.watch";

  private final DrillOptions options;
  private final DrillListener listener;
  private final Set<Kind> kinds;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Trial> trials = new ArrayList<>();

  /** What is bad about a candidate. */
  public enum Kind {
    /** The champion's weights in another order. */
    SHUFFLED("champion, shuffled"),
    /** Trained, but on series of another nature. */
    FOREIGN("trained on other series");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * The first gate that is on.
   *
   * @param keys that make it so
   * @param expected decision
   */
  private record Gate(String name, Map<String, String> keys, ModelDecision expected) {
    static final List<Gate> ALL =
        List.of(
            new Gate("offline", Map.of(), ModelDecision.REJECTED),
            new Gate("live", Map.of(OFFLINE, "off", LIVE, "on"), ModelDecision.REJECTED),
            new Gate("watch", Map.of(OFFLINE, "off", WATCH, "on"), ModelDecision.ROLLED_BACK));
  }

  /** Prepares. */
  public ChallengerDrill(DrillOptions options, Set<Kind> kinds, DrillListener listener) {
    this.options = options;
    this.kinds = kinds;
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
  public ChallengerResult run() throws InterruptedException {
    Circumstances circumstances = null;
    for (Kind kind : kinds) {
      Optional<Model> foreign =
          kind == Kind.FOREIGN ? Optional.of(trainedOnNoise()) : Optional.empty();
      MadeSeries made = new MadeSeries(SERIES, ROWS, MadeSeries.NEVER, options.seed());
      Map<String, String> defaults =
          Map.of(
              OFFLINE,
              "off",
              LIVE,
              "off",
              WATCH,
              "off",
              "tidegate.trainer.reject.above",
              "1e9",
              "tidegate.trainer.challenge.share",
              "1");
      try (Rig rig =
          new Rig(
              options.in(kind.name().toLowerCase(Locale.ROOT)), made, defaults, listener, stop)) {
        new Run(rig, kind, foreign).run();
        circumstances = rig.circumstances();
      }
    }
    return ChallengerResult.of(circumstances, trials);
  }

  /** A model that has learnt, of noise that turns around its mean, all that there is to learn. */
  private Model trainedOnNoise() throws InterruptedException {
    MadeSeries noise =
        new MadeSeries(SERIES, ROWS / PARTS, MadeSeries.NEVER, options.seed() + 1, false);
    DrillOptions alone =
        new DrillOptions(
            Optional.empty(),
            CsvOptions.guess(),
            Long.MAX_VALUE,
            options.seed(),
            Optional.empty(),
            options.trainer(),
            options.settings());
    Map<String, String> thorough =
        Map.of(
            OFFLINE,
            "off",
            "tidegate.trainer.reject.above",
            "1e9",
            "tidegate.trainer.ridge.prior.rows",
            "0");
    try (Rig rig = new Rig(alone, noise, thorough, listener, stop)) {
      long records = (long) SERIES * (ROWS / PARTS) - SERIES;
      rig.startTrainer(Map.of(PipelineSettings.EVERY, Long.toString(records)));
      SortedMap<Long, Runnable> stops = new TreeMap<>();
      stops.put(records, () -> promoted(rig));
      rig.stream(stops);
      return published(rig, 1);
    }
  }

  private static void promoted(Rig rig) {
    ModelDecisionEvent decision = rig.awaitRetraining(1);
    if (decision.getDecision() != ModelDecision.PROMOTED) {
      throw new PipelineException(
          "the trainer was to make a champion, but: "
              + decision.getDecision()
              + ", "
              + decision.getReason());
    }
  }

  private static Model published(Rig rig, long version) {
    try (TopicLog topics = new KafkaTopicLog(rig.settings().kafka())) {
      RecordedModels models = RecordedModels.read(topics, rig.settings(), Set.of(version));
      return models
          .model(version)
          .orElseThrow(() -> new PipelineException(models.whyMissing(version)));
    }
  }

  /** One bad candidate before all gates, while the stream flows on. */
  private final class Run {
    private final Rig rig;
    private final Kind kind;
    private final Optional<Model> foreign;
    private final List<Trial> open = new ArrayList<>();
    private final Deque<Gate> gates = new ArrayDeque<>(Gate.ALL);
    private Path file;
    private Gate gate;
    private ModelDecisionEvent first;
    private int known;

    Run(Rig rig, Kind kind, Optional<Model> foreign) {
      this.rig = rig;
      this.kind = kind;
      this.foreign = foreign;
    }

    void run() throws InterruptedException {
      long part = rig.total() / PARTS;
      long pause = Math.max(1, (rig.total() - part) / STOPS);
      rig.startTrainer(Map.of(PipelineSettings.EVERY, Long.toString(part)));
      SortedMap<Long, Runnable> stops = new TreeMap<>();
      stops.put(part, () -> begin(part));
      for (long at = part + pause; at < rig.total(); at += pause) {
        long sent = at;
        stops.put(at, () -> look(sent));
      }
      rig.stream(stops);
      if (gate != null) {
        end();
      }
      Map<Long, Long> spoiled = new HashMap<>();
      rig.measured(replay -> replay.swaps(rig.progress("counting")))
          .forEach(swap -> spoiled.merge(swap.to(), swap.observations(), Long::sum));
      for (Trial one : open) {
        trials.add(withSpoiled(one, spoiled.getOrDefault(one.version(), 0L)));
      }
    }

    private void begin(long sent) {
      promoted(rig);
      Model champion = published(rig, 1);
      Model bad = foreign.orElseGet(() -> BadCandidate.shuffled(champion, options.seed()));
      file = rig.file(kind.name().toLowerCase(Locale.ROOT) + ".model");
      try {
        Files.write(file, ModelCodec.encode(bad));
      } catch (IOException e) {
        throw new PipelineException("cannot write " + file + ": " + e, e);
      }
      challenge(sent);
    }

    /** Restarts the trainer with the candidate; it judges it at once. */
    private void challenge(long sent) {
      gate = gates.removeFirst();
      known = rig.decided().size();
      Map<String, String> keys =
          new HashMap<>(
              Map.of(
                  OFFLINE,
                  "on",
                  LIVE,
                  "off",
                  WATCH,
                  "off",
                  PipelineSettings.EVERY,
                  Long.toString(sent),
                  "tidegate.trainer.candidate.file",
                  file.toString()));
      keys.putAll(gate.keys());
      rig.startTrainer(keys);
      first = rig.awaitDecision(known);
      known++;
      rig.awaitProcessed();
      if (first.getDecision() == gate.expected()) {
        settled(sent);
      }
    }

    private void look(long sent) {
      rig.awaitProcessed();
      while (rig.decides(known, LOOK)) {
        known++;
        if (rig.decided().get(known - 1).getDecision() == gate.expected()) {
          settled(sent);
          return;
        }
      }
    }

    private void settled(long sent) {
      end();
      gate = null;
      if (gates.isEmpty()) {
        rig.enough();
      } else {
        challenge(sent);
      }
    }

    /** Takes down what is known of the candidate, whatever it is. */
    private void end() {
      ModelDecisionEvent last = rig.decided().get(known - 1);
      open.add(
          new Trial(
              kind.words,
              gate.name(),
              first.getVersion(),
              gate.expected(),
              last.getDecision(),
              last.getReason(),
              read(last) - read(first),
              0));
      listener.say(
          kind.words + ", " + gate.name() + ": " + last.getDecision() + ", " + last.getReason());
    }
  }

  private static Trial withSpoiled(Trial trial, long forecasts) {
    return new Trial(
        trial.candidate(),
        trial.gate(),
        trial.version(),
        trial.expected(),
        trial.decision(),
        trial.reason(),
        trial.recordsUntilDecision(),
        forecasts);
  }

  private static long read(ModelDecisionEvent decision) {
    return decision.getOffsets().stream().mapToLong(OffsetRange::getTo).sum();
  }
}
