package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.Digest;
import io.tidegate.trainer.drift.DriftSettings;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.FitSettings;
import io.tidegate.trainer.fit.GivenModel;
import io.tidegate.trainer.fit.LaneSettings;
import io.tidegate.trainer.fit.SeriesData;
import io.tidegate.trainer.gate.ChallengeSettings;
import io.tidegate.trainer.lineage.LineageSettings;
import io.tidegate.trainer.network.GradientNorm;
import io.tidegate.trainer.offline.OfflineGate;
import io.tidegate.trainer.worker.ForkedFit;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.EventSerde;
import io.tidegate.wire.SeriesKeys;
import io.tidegate.wire.SeriesRules;
import io.tidegate.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serde;

/**
 * Everything that steers the sidecar. Immutable.
 *
 * @param configuration where the rest was read from; {@link Configuration#kafka()} goes to every
 *     Kafka client
 * @param topics names of the topics
 * @param modelName name of the model that is trained
 * @param rules step, season and sign by series
 * @param size of the model and of what is kept for each series
 * @param period time between retrainings
 * @param minObservations new observations without which a period passes by
 * @param everyObservations observations from one retraining to the next; 0: by period
 * @param span how far back observations are read again on start
 * @param windowRows most observations of a series
 * @param windowSeries most series
 * @param seed of every random choice
 * @param first how the first retraining from version 0 goes
 * @param later how the others go
 * @param shape which shape the next candidate gets
 * @param gate what a candidate must pass before it is used
 * @param retryBackoff rest after a retraining that failed
 * @param threads native threads of the training process
 * @param fitMemory largest heap of the training process
 * @param group consumer group
 * @param transactionalId of the producer
 * @param drift when to retrain because errors grew; empty: never
 * @param challenge how versions are compared in production
 * @param lineage where OpenLineage's events go; empty: nowhere
 */
public record TrainerSettings(
    Configuration configuration,
    Topics topics,
    String modelName,
    SeriesRules rules,
    Size size,
    Duration period,
    long minObservations,
    long everyObservations,
    Duration span,
    int windowRows,
    int windowSeries,
    long seed,
    FitSettings first,
    FitSettings later,
    ShapeSettings shape,
    OfflineGate gate,
    Duration retryBackoff,
    int threads,
    String fitMemory,
    String group,
    String transactionalId,
    Optional<DriftSettings> drift,
    ChallengeSettings challenge,
    Optional<LineageSettings> lineage) {

  /** Every {@code tidegate.*} key of the trainer. */
  public static ConfigDef definition() {
    return TrainerKeys.define(SeriesKeys.define(EventSerde.define(Topics.define(new ConfigDef()))));
  }

  /**
   * Reads and checks.
   *
   * @param file a properties file, or null for none
   * @param environment usually {@link System#getenv()}
   * @param overrides keys that win over file and environment
   * @throws io.tidegate.wire.ConfigurationException with one line that names the key, or the file
   */
  public static TrainerSettings load(
      Path file, Map<String, String> environment, Map<String, String> overrides) {
    return of(Configuration.load(definition(), file, environment, overrides));
  }

  private static TrainerSettings of(Configuration from) {
    String group = from.string(TrainerKeys.GROUP);
    String model = from.string(SeriesKeys.MODEL_NAME);
    FitSettings later = fit(from);
    return new TrainerSettings(
        from,
        Topics.of(from),
        model,
        SeriesKeys.rules(from),
        Size.of(from.string(SeriesKeys.SIZE)),
        from.duration(TrainerKeys.PERIOD),
        from.longInteger(TrainerKeys.MIN_OBSERVATIONS),
        from.longInteger(TrainerKeys.EVERY_OBSERVATIONS),
        from.duration(TrainerKeys.SPAN),
        from.integer(TrainerKeys.WINDOW_ROWS),
        from.integer(TrainerKeys.WINDOW_SERIES),
        from.longInteger(TrainerKeys.SEED),
        later.withTraining(
            from.integer(TrainerKeys.FIRST_BATCHES),
            later.passes(),
            from.number(TrainerKeys.FIRST_RATE)),
        later,
        ShapeSettings.of(from, Size.of(from.string(SeriesKeys.SIZE))),
        GateKeys.settings(from),
        from.duration(TrainerKeys.RETRY_BACKOFF),
        from.integer(TrainerKeys.THREADS),
        from.string(TrainerKeys.FIT_MEMORY),
        group,
        group + "-" + model,
        DriftKeys.settings(from),
        ChallengeKeys.settings(from),
        LineageKeys.settings(from));
  }

  private static FitSettings fit(Configuration from) {
    LaneSettings lanes = LaneSettings.STANDARD;
    return new FitSettings(
        new ForecasterSettings(
            from.zone(SeriesKeys.ZONE),
            from.integer(SeriesKeys.BRIDGE_LIMIT),
            from.integer(SeriesKeys.LATE_GRACE),
            without(from)),
        new LaneSettings(
            from.integer(TrainerKeys.LANES),
            from.integer(TrainerKeys.CHUNK_STEPS),
            lanes.chunks(),
            lanes.burnIn(),
            from.number(TrainerKeys.DROPOUT)),
        GradientNorm.valueOf(from.string(TrainerKeys.GRADIENT_NORM)),
        from.number(TrainerKeys.GRADIENT_THRESHOLD),
        from.number(TrainerKeys.RATE),
        FitSettings.STANDARD.lastRate(),
        from.number(TrainerKeys.WEIGHT_DECAY),
        from.integer(TrainerKeys.BATCHES),
        from.number(TrainerKeys.PASSES),
        from.number(TrainerKeys.RIDGE),
        from.number(TrainerKeys.RIDGE_PRIOR_ROWS),
        from.number(TrainerKeys.HELD_BACK),
        from.integer(TrainerKeys.HELD_BACK_MOST));
  }

  private static Set<Part> without(Configuration from) {
    try {
      return from.list(SeriesKeys.WITHOUT).stream().map(Part::of).collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(SeriesKeys.WITHOUT + ": " + e.getMessage());
    }
  }

  /**
   * All that the bytes of a candidate depend on. The first training from version 0 is longer than
   * later ones, and so is one that gives the model another shape.
   *
   * @throws FitFailedException in one sentence, for a shape that no state can carry
   */
  public FitRequest request(long parentVersion, Model parent, List<SeriesData> series, long seed) {
    ModelShape candidate = shape.of(parent.shape());
    size.refusal(candidate)
        .ifPresent(
            reason -> {
              throw new FitFailedException(reason, null);
            });
    boolean begins = parentVersion == 0 || !candidate.equals(parent.shape());
    return new FitRequest(parent, begins ? first : later, series, seed, candidate);
  }

  /** What makes candidates: training in a process of its own, or a file that holds one. */
  public FitRunner fits() {
    String candidate = configuration.string(TrainerKeys.CANDIDATE_FILE);
    return candidate.isEmpty()
        ? new ForkedFit(fitMemory, threads, configuration.integer(TrainerKeys.NICE))
        : new GivenModel(Path.of(candidate), size);
  }

  /** How the series called {@code name} is seen. */
  public SeriesSettings series(String name) {
    return new SeriesSettings(
        rules.stepMillis(name), rules.seasonMillis(name), rules.isNonNegative(name), size);
  }

  /** Every key that the weights depend on, and its value, in the order of the keys. */
  public SortedMap<String, String> training() {
    return TrainingKeys.of(configuration);
  }

  /** SHA-256 over every key of the trainer and its value. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    configuration
        .effective()
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Names of the topics that are read all the time. */
  List<String> read() {
    return drift.isPresent() || challenge.compares()
        ? List.of(topics.observations(), topics.accuracy())
        : List.of(topics.observations());
  }

  /** Names of all topics that the sidecar needs. */
  List<String> needed() {
    List<String> needed = new ArrayList<>(read());
    needed.add(topics.models());
    needed.add(topics.modelDecisions());
    return needed;
  }

  /** A new, configured serde of events. */
  public Serde<SpecificRecord> serde() {
    return EventSerde.of(configuration);
  }

  /** The brokers as configured, for messages. */
  public String brokers() {
    return String.valueOf(configuration.kafka().get("bootstrap.servers"));
  }
}
