package io.tidegate.trainer.sidecar;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.wire.ConfigurationTypes;
import org.apache.kafka.common.config.ConfigDef;

/** The keys that only the trainer has. */
final class TrainerKeys {
  static final String PERIOD = "tidegate.trainer.period";
  static final String MIN_OBSERVATIONS = "tidegate.trainer.min.observations";
  static final String EVERY_OBSERVATIONS = "tidegate.trainer.every.observations";
  static final String SPAN = "tidegate.trainer.span";
  static final String WINDOW_ROWS = "tidegate.trainer.window.rows";
  static final String WINDOW_SERIES = "tidegate.trainer.window.series";
  static final String SEED = "tidegate.trainer.seed";
  static final String FIRST_BATCHES = "tidegate.trainer.batches.first";
  static final String BATCHES = "tidegate.trainer.batches";
  static final String PASSES = "tidegate.trainer.passes";
  static final String FIRST_RATE = "tidegate.trainer.rate.first";
  static final String RATE = "tidegate.trainer.rate";
  static final String WEIGHT_DECAY = "tidegate.trainer.weight.decay";
  static final String DROPOUT = "tidegate.trainer.dropout";
  static final String LANES = "tidegate.trainer.lanes";
  static final String CHUNK_STEPS = "tidegate.trainer.chunk.steps";
  static final String GRADIENT_NORM = "tidegate.trainer.gradient.norm";
  static final String GRADIENT_THRESHOLD = "tidegate.trainer.gradient.threshold";
  static final String RIDGE = "tidegate.trainer.ridge";
  static final String RIDGE_PRIOR_ROWS = "tidegate.trainer.ridge.prior.rows";
  static final String HELD_BACK = "tidegate.trainer.held.back";
  static final String HELD_BACK_MOST = "tidegate.trainer.held.back.most";
  static final String RETRY_BACKOFF = "tidegate.trainer.retry.backoff";
  static final String THREADS = "tidegate.trainer.threads";
  static final String NICE = "tidegate.trainer.nice";
  static final String FIT_MEMORY = "tidegate.trainer.fit.memory";
  static final String CANDIDATE_FILE = "tidegate.trainer.candidate.file";
  static final String GROUP = "tidegate.trainer.group";

  private static final ConfigDef.Validator MEMORY =
      ConfigurationTypes.validator(
          "a size such as 512m or 1g", text -> text.matches("[1-9][0-9]{0,6}[kmgKMG]"));

  static final ConfigDef.Validator POSITIVE =
      ConfigurationTypes.validator(
          "a positive number", text -> Double.parseDouble(text) > 0 && !text.equals("Infinity"));

  private static final ConfigDef.Validator GROUP_NAME =
      ConfigurationTypes.validator(
          "letters, digits, '.', '_' and '-'", text -> text.matches("[A-Za-z0-9._-]{1,100}"));

  private TrainerKeys() {}

  static ConfigDef define(ConfigDef definition) {
    return ShapeKeys.define(
        GateKeys.define(
            LineageKeys.define(
                ChallengeKeys.define(
                    DriftKeys.define(defineProcess(defineTraining(defineData(definition))))))));
  }

  private static ConfigDef defineData(ConfigDef definition) {
    return definition
        .define(
            PERIOD, STRING, "PT1H", ConfigurationTypes.DURATION, HIGH, "Time between retrainings.")
        .define(
            MIN_OBSERVATIONS,
            LONG,
            1_000L,
            atLeast(1),
            HIGH,
            "New observations that a retraining by period waits for.")
        .define(
            EVERY_OBSERVATIONS,
            LONG,
            0L,
            atLeast(0),
            MEDIUM,
            "Retrain after exactly so many records of the observations topic read, what is known"
                + " ahead too, whatever the time, and read on only when the decision is written; 0:"
                + " retrain by period.")
        .define(
            SPAN,
            STRING,
            "P30D",
            ConfigurationTypes.DURATION,
            HIGH,
            "How far back, by Kafka timestamp, observations are read again on start.")
        .define(
            WINDOW_ROWS,
            INT,
            20_000,
            between(16, 1_000_000),
            MEDIUM,
            "Most observations of a series that are held, the newest.")
        .define(
            WINDOW_SERIES,
            INT,
            64,
            between(1, 100_000),
            MEDIUM,
            "Most series that are held, chosen by a hash of seed and key.")
        .define(SEED, LONG, 1L, MEDIUM, "Seed of every random choice.")
        .define(
            HELD_BACK,
            DOUBLE,
            0.15,
            between(0.01, 0.9),
            LOW,
            "Newest fraction of each series that is not trained on: candidates are judged there.")
        .define(
            HELD_BACK_MOST,
            INT,
            240,
            atLeast(1),
            LOW,
            "Most observations of a series that are held back.");
  }

  private static ConfigDef defineTraining(ConfigDef definition) {
    return definition
        .define(
            FIRST_BATCHES,
            INT,
            150,
            between(1, 100_000),
            MEDIUM,
            "Updates of the first retraining, from version 0.")
        .define(BATCHES, INT, 60, between(1, 100_000), MEDIUM, "Updates of every later retraining.")
        .define(
            PASSES,
            DOUBLE,
            20.0,
            POSITIVE,
            LOW,
            "Most times that the rows are gone through: with few rows there are fewer updates.")
        .define(
            FIRST_RATE, DOUBLE, 2e-3, POSITIVE, MEDIUM, "Learning rate of the first retraining.")
        .define(
            RATE,
            DOUBLE,
            1e-3,
            POSITIVE,
            MEDIUM,
            "Learning rate of every later retraining; it falls along a cosine to 5 %.")
        .define(WEIGHT_DECAY, DOUBLE, 1e-2, between(0, 1), LOW, "Decoupled weight decay (AdamW).")
        .define(
            DROPOUT,
            DOUBLE,
            0.2,
            between(0, 0.9),
            LOW,
            "Probability with which a hidden value is kept from the head.")
        .define(LANES, INT, 32, between(1, 4_096), LOW, "Sequences side by side in a batch.")
        .define(
            CHUNK_STEPS,
            INT,
            96,
            between(2, 4_096),
            LOW,
            "Steps of a batch, over which gradients flow back.")
        .define(
            GRADIENT_NORM,
            STRING,
            "L2",
            ConfigDef.ValidString.in("L2", "MAX"),
            LOW,
            "How a gradient is measured over all parameters: square root of the sum of squares, or"
                + " largest size.")
        .define(
            GRADIENT_THRESHOLD,
            DOUBLE,
            1.0,
            POSITIVE,
            LOW,
            "Gradient norm beyond which a gradient is scaled back to it.")
        .define(
            RIDGE,
            DOUBLE,
            1e-3,
            POSITIVE,
            LOW,
            "Ridge penalty of the highway for each unit of row weight.")
        .define(
            RIDGE_PRIOR_ROWS,
            DOUBLE,
            30_000.0,
            between(0, 1e9),
            LOW,
            "Rows that the parent's highway is worth against the data, unless the held-back part clearly"
                + " wants it looser.");
  }

  private static ConfigDef defineProcess(ConfigDef definition) {
    return definition
        .define(
            RETRY_BACKOFF,
            STRING,
            "PT1M",
            ConfigurationTypes.DURATION,
            LOW,
            "Rest after a retraining that failed; doubles with each failure, up to an hour.")
        .define(
            THREADS,
            INT,
            1,
            between(1, 256),
            LOW,
            "Native threads of the training process, at most one a core; more than one is slower for"
                + " small models.")
        .define(
            NICE,
            INT,
            10,
            between(0, 19),
            LOW,
            "How far the training process yields the cores to others, by the command nice where there"
                + " is one; 0: not at all.")
        .define(
            CANDIDATE_FILE,
            STRING,
            "",
            LOW,
            "Model file that is judged and decided on at every retraining, instead of training; empty:"
                + " train.")
        .define(FIT_MEMORY, STRING, "1g", MEMORY, MEDIUM, "Largest heap of the training process.")
        .define(
            GROUP,
            STRING,
            "tidegate-trainer",
            GROUP_NAME,
            MEDIUM,
            "Consumer group, and prefix of the transactional id that fences an older trainer of the"
                + " same model.");
  }
}
