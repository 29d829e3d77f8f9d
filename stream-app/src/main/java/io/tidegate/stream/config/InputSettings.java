package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.ConfigurationTypes;
import io.tidegate.wire.Topics;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which foreign topics are read, and what of their records is what. Paths are those of {@code
 * io.tidegate.stream.intake.FieldPath}. Immutable.
 *
 * @param format of the records' values; {@value #TIDEGATE}: there are no foreign topics
 * @param topics names of the foreign topics
 * @param start where the topics are begun: {@code earliest} or {@code latest}
 * @param time how event times are found
 * @param values paths of the values, each a series, or NAME=PATH
 * @param key parts of the series' name: paths, {@value #RECORD_KEY} or {@value #TOPIC_NAME}
 * @param separator between the parts
 * @param covariates paths of the covariates, or NAME=PATH
 * @param csv how lines are divided
 * @param avro how Avro is decoded
 */
public record InputSettings(
    String format,
    List<String> topics,
    String start,
    Time time,
    List<String> values,
    List<String> key,
    String separator,
    List<String> covariates,
    Csv csv,
    Avro avro) {

  /** The format of the observations topic itself. */
  public static final String TIDEGATE = "tidegate";

  /** The part of a series' name that is the record's key. */
  public static final String RECORD_KEY = "@key";

  /** The part of a series' name that is the name of the topic. */
  public static final String TOPIC_NAME = "@topic";

  /** The key of the format. */
  public static final String FORMAT = "tidegate.input.format";

  /** The key of the topics. */
  public static final String TOPICS = "tidegate.input.topics";

  /** The key of the path of the time. */
  public static final String TIME = "tidegate.input.time";

  /** The key of how times are written. */
  public static final String TIME_FORMAT = "tidegate.input.time.format";

  /** The key of the paths of the values. */
  public static final String VALUES = "tidegate.input.values";

  /** The key of the parts of a series' name. */
  public static final String KEY = "tidegate.input.key";

  /** The key of the paths of the covariates. */
  public static final String COVARIATES = "tidegate.input.covariates";

  /** The key of what stands between the cells of a line. */
  public static final String CSV_SEPARATOR = "tidegate.input.csv.separator";

  /** The key of the names of a line's cells. */
  public static final String CSV_COLUMNS = "tidegate.input.csv.columns";

  /** The key of the class that decodes Avro. */
  public static final String DESERIALIZER = "tidegate.input.deserializer";

  /** The key of the schemas of Avro's single-object encoding. */
  public static final String AVRO_SCHEMAS = "tidegate.input.avro.schemas";

  private static final String START = "tidegate.input.start";
  private static final String TIME_ZONE = "tidegate.input.time.zone";
  private static final String KEY_SEPARATOR = "tidegate.input.key.separator";
  private static final String TAB = "tab";

  /**
   * Where a record's time is.
   *
   * @param path of the time; empty: the record's Kafka timestamp
   * @param format {@code auto}, a unit, {@code iso} or a pattern
   * @param zone of times that come without one
   */
  public record Time(String path, String format, ZoneId zone) {}

  /**
   * How a line is divided.
   *
   * @param separator one character
   * @param columns names of the cells; none: they are called 1, 2, 3
   */
  public record Csv(char separator, List<String> columns) {}

  /**
   * How Avro is decoded.
   *
   * @param deserializer class of a Kafka deserializer; empty: Avro's single-object encoding
   * @param settings what the class is configured with
   * @param schemas .avsc files of the writers, for the single-object encoding
   */
  public record Avro(String deserializer, Map<String, Object> settings, List<String> schemas) {}

  /** Adds the keys. */
  static ConfigDef define(ConfigDef definition) {
    return defineFormats(definition)
        .define(
            TIME,
            STRING,
            "",
            MEDIUM,
            "Path of the event time, as in meta.at or readings[0].at; empty: the record's Kafka"
                + " timestamp.")
        .define(
            TIME_FORMAT,
            STRING,
            "auto",
            MEDIUM,
            "How times are written: auto (an epoch, its unit told by its size, or ISO 8601),"
                + " seconds, millis, micros, nanos, iso, or a pattern such as d.M.yyyy H:mm.")
        .define(
            TIME_ZONE,
            STRING,
            "UTC",
            ConfigurationTypes.ZONE,
            LOW,
            "Time zone of times that come without one.")
        .define(
            VALUES,
            LIST,
            "",
            HIGH,
            "Paths of the values, each a series of its own, or NAME=PATH; of several, and where it"
                + " is given, the name becomes the last part of the series' name. $ is the whole"
                + " record.")
        .define(
            KEY,
            LIST,
            RECORD_KEY,
            HIGH,
            "Parts of the series' name: paths, @key (the record's key as text) or @topic.")
        .define(
            KEY_SEPARATOR, STRING, ".", LOW, "What stands between the parts of the series' name.")
        .define(
            COVARIATES,
            LIST,
            "",
            LOW,
            "Paths of covariates, or NAME=PATH. A record that has covariates and none of the values"
                + " tells what is known ahead.");
  }

  private static ConfigDef defineFormats(ConfigDef definition) {
    return definition
        .define(
            FORMAT,
            STRING,
            TIDEGATE,
            ConfigDef.ValidString.in(TIDEGATE, "avro", "json", "csv", "double"),
            HIGH,
            "Format of foreign topics, which are mapped onto the observations topic; tidegate: there"
                + " are none, observations are written as ObservationEvents.")
        .define(TOPICS, LIST, "", HIGH, "Foreign topics to read.")
        .define(
            START,
            STRING,
            "earliest",
            ConfigDef.ValidString.in("earliest", "latest"),
            LOW,
            "Where a foreign topic is begun the first time.")
        .define(
            CSV_SEPARATOR,
            STRING,
            ",",
            ConfigurationTypes.validator(
                "one character, or the word tab", text -> separatorOf(text) != 0),
            LOW,
            "What stands between the cells of a line.")
        .define(
            CSV_COLUMNS,
            LIST,
            "",
            MEDIUM,
            "Names of a line's cells, which then are their paths; empty: 1, 2, 3 and so on. A line"
                + " that holds these names is a file's header and is passed over.")
        .define(
            DESERIALIZER,
            STRING,
            "",
            MEDIUM,
            "Class of the Kafka deserializer of Avro topics, as a registry's; it gets the keys that"
                + " begin with tidegate.input.deserializer. without that prefix. Empty: Avro's"
                + " single-object encoding.")
        .define(
            AVRO_SCHEMAS,
            LIST,
            "",
            LOW,
            "Files (.avsc, each complete in itself) of the writers' schemas, for Avro's single-object"
                + " encoding.");
  }

  static InputSettings of(Configuration from) {
    return new InputSettings(
        from.string(FORMAT),
        from.list(TOPICS),
        from.string(START),
        new Time(from.string(TIME), from.string(TIME_FORMAT), from.zone(TIME_ZONE)),
        from.list(VALUES),
        from.list(KEY),
        from.string(KEY_SEPARATOR),
        from.list(COVARIATES),
        new Csv(separatorOf(from.string(CSV_SEPARATOR)), from.list(CSV_COLUMNS)),
        new Avro(from.string(DESERIALIZER), from.inputDeserializer(), from.list(AVRO_SCHEMAS)));
  }

  /** Whether there are foreign topics to read. */
  public boolean isForeign() {
    return !format.equals(TIDEGATE);
  }

  /**
   * Checks that format and topics go together, before anything is read.
   *
   * @param own the application's topics, none of which is foreign
   * @throws ConfigurationException about the key that is wrong
   */
  public void requireForeign(Topics own) {
    if (isForeign() && topics.isEmpty()) {
      throw new ConfigurationException(
          TOPICS + ": expected the topics to read as " + format + ", found none");
    }
    if (!isForeign() && !topics.isEmpty()) {
      throw new ConfigurationException(
          FORMAT
              + ": expected avro, json, csv or double, since "
              + TOPICS
              + " names topics, found "
              + TIDEGATE
              + "; tidegate inspect --topic "
              + topics.get(0)
              + " guesses it");
    }
    List<String> ours =
        List.of(
            own.observations(),
            own.forecasts(),
            own.alerts(),
            own.accuracy(),
            own.models(),
            own.modelDecisions(),
            own.activations(),
            own.deadLetters(),
            own.checkpoints());
    for (String topic : topics) {
      if (ours.contains(topic)) {
        throw new ConfigurationException(
            TOPICS + ": expected foreign topics, found the application's own " + topic);
      }
    }
  }

  /** The character that {@code text} stands for; 0 for none. */
  private static char separatorOf(String text) {
    if (text.equals(TAB)) {
      return '\t';
    }
    return text.length() == 1 && text.charAt(0) != '"' ? text.charAt(0) : 0;
  }
}
