package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.trainer.gate.ChallengeSettings;
import io.tidegate.wire.ModelPlan;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Champion and challenger as decisions name them, and every decision of this trainer. One thread.
 */
final class VersionsAtWork {
  private static final Logger LOG = LoggerFactory.getLogger(VersionsAtWork.class);

  private final String name;
  private final ChallengeSettings settings;
  private final DecisionFeed decisions;
  private final PublishedModels models;
  private final TopicReader reader;
  private final Decider decider;
  private final ModelKeeper keeper;
  private final ObservationFeed feed;
  private final Clock clock;
  private CurrentModel champion;
  private Optional<Trial> trial = Optional.empty();
  private long missing;

  /** Champion and challenger as they were published, should the topic lose them. */
  private final Map<Long, ModelSnapshot> kept = new HashMap<>();

  VersionsAtWork(
      TrainerSettings settings,
      DecisionFeed decisions,
      PublishedModels models,
      TopicReader reader,
      Publisher publisher,
      ModelKeeper keeper,
      ObservationFeed feed,
      Clock clock) {
    this.name = settings.modelName();
    this.settings = settings.challenge();
    this.decisions = decisions;
    this.models = models;
    this.reader = reader;
    this.keeper = keeper;
    this.decider = new Decider(decisions, reader, publisher, clock);
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Reads all decisions, and all models.
   *
   * @return where the decisions go on
   */
  Map<TopicPartition, Long> start() {
    Map<TopicPartition, Long> decided = reader.readAll(decisions.topic(), decisions::take);
    models.read(reader, (snapshot, model) -> {});
    champion =
        Stream.of(
                Stream.of(plan().champion()),
                decisions.formerChampions().stream(),
                Stream.of(ShippedModel.VERSION))
            .flatMap(versions -> versions)
            .flatMap(version -> models.find(reader, version).stream())
            .findFirst()
            .orElseThrow();
    return decided;
  }

  /** The plan in force. */
  ModelPlan plan() {
    return decisions.plan();
  }

  /** The version that forecasts, the parent of the next one. */
  CurrentModel champion() {
    return champion;
  }

  /** What is being compared. */
  Optional<Trial> trial() {
    return trial;
  }

  /** The number of the next version. */
  long next() {
    return 1 + Math.max(decisions.highest(), models.highest());
  }

  /** Takes over what decisions name, or takes back a champion that nobody can use. */
  void follow() throws InterruptedException {
    long named = plan().champion();
    if (named != champion.version()) {
      Optional<CurrentModel> found = models.find(reader, named);
      if (found.isPresent()) {
        champion = found.get();
        LOG.info("version {} is the champion", named);
      } else if (missing != named) {
        missing = named;
        LOG.warn("no valid snapshot of version {}, which was decided to be the champion", named);
        decide(plan -> restored(plan, named)).ifPresent(VersionsAtWork::report);
      }
    }
    remember();
    Optional<Trial> before = trial;
    trial = Trial.of(plan(), settings, before);
    if (trial.isPresent() && !trial.equals(before)) {
      LOG.info(
          "version {} runs beside version {} on {} of the series{}",
          trial.get().challenger(),
          plan().champion(),
          plan().share(),
          trial.get().isWatch() ? ", as the former champion" : "");
    }
  }

  private void remember() {
    Set<Long> used = new HashSet<>();
    used.add(champion.version());
    plan().challenger().ifPresent(used::add);
    kept.keySet().retainAll(used);
    for (long version : used) {
      if (!kept.containsKey(version)) {
        models.snapshot(version).ifPresent(snapshot -> kept.put(version, snapshot));
      }
    }
  }

  /**
   * Publishes again what is at work and no longer in the models topic.
   *
   * @return whether all is there now
   */
  boolean keep() throws InterruptedException {
    return keeper.keep(kept.values());
  }

  private Optional<Draft> restored(ModelPlan plan, long named) {
    if (plan.champion() != named || plan.pinned()) {
      return Optional.empty();
    }
    ModelDecisionEvent decision =
        blank()
            .setVersion(champion.version())
            .setDecision(ModelDecision.ROLLED_BACK)
            .setReason("there is no valid snapshot of version " + named)
            .build();
    return Optional.of(Draft.alone(plan, champion.version(), decision));
  }

  private ModelDecisionEvent.Builder blank() {
    return ModelDecisionEvent.newBuilder()
        .setName(name)
        .setVersion(0)
        .setDecision(ModelDecision.UNKNOWN)
        .setReason("")
        .setTime(clock.instant())
        .setOffsets(feed.offsets());
  }

  /** Ends the trial if it is time; the decision in that case. */
  Optional<ModelDecisionEvent> judge() throws InterruptedException {
    if (trial.isEmpty() || plan().pinned() || trial.get().end().isEmpty()) {
      return Optional.empty();
    }
    Optional<ModelDecisionEvent> decision = decide(this::ended);
    decision.ifPresent(VersionsAtWork::report);
    follow();
    return decision;
  }

  private Optional<ModelDecisionEvent> decide(Decider.Question question)
      throws InterruptedException {
    try {
      return decider.decide(question);
    } catch (NotWrittenException e) {
      throw new SidecarException(
          "Kafka refuses a decision for " + decisions.topic() + ": " + e.getMessage(), e);
    }
  }

  private Optional<Draft> ended(ModelPlan plan) {
    return trial
        .filter(one -> one.isOf(plan) && !plan.pinned())
        .flatMap(Trial::end)
        .map(end -> placement().of(plan, end, blank().build()));
  }

  /**
   * Writes the verdict on a candidate, and what becomes of it.
   *
   * @return the same with the decision in force
   * @throws NotWrittenException if a record was refused
   */
  Retraining.Verdict write(Retraining.Verdict verdict) throws InterruptedException {
    long parent = champion.version();
    ModelDecisionEvent decision =
        decider.decide(plan -> Optional.of(placement().of(plan, parent, verdict))).orElseThrow();
    if (verdict.snapshot() != null && verdict.model() != null) {
      models.hold(verdict.snapshot(), verdict.model());
    }
    return new Retraining.Verdict(decision, verdict.snapshot(), verdict.model());
  }

  private Placement placement() {
    return new Placement(settings, settings.shareOf(feed.series()));
  }

  /** Says what was decided. */
  static void report(ModelDecisionEvent decision) {
    LOG.info(
        "version {} {}: {}", decision.getVersion(), decision.getDecision(), decision.getReason());
  }
}
