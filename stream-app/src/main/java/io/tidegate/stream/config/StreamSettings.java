package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.stream.output.OutputSerde;
import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationException;
import io.tidegate.wire.ConfigurationTypes;
import io.tidegate.wire.EventSerde;
import io.tidegate.wire.SeriesKeys;
import io.tidegate.wire.SeriesRules;
import io.tidegate.wire.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Serde;

/**
 * Everything that steers the stream application. Immutable.
 *
 * @param configuration where the rest was read from; {@link Configuration#kafka()} goes to every
 *     Kafka client
 * @param topics names of the topics
 * @param input which foreign topics are read, and how
 * @param output how forecasts and alerts are written
 * @param applicationId consumer group and prefix of the internal topics
 * @param stateDirectory where the stores live on disk
 * @param modelName name of the model in use
 * @param modelWait how long a partition waits for the version it has recorded
 * @param zone time zone of the calendar features
 * @param rules step, season and sign by series
 * @param size of the model and of every series' state
 * @param without parts of the forecaster that are switched off
 * @param bridgeLimit longest gap that is bridged, and longest undoubted jump ahead, in steps
 * @param lateGrace how many steps a value may be late and still take its place
 * @param timeTolerance how far event time may be ahead of the record's Kafka timestamp
 * @param checkpointEvery offsets of a partition from one checkpoint of its states to the next; 0:
 *     none
 * @param alerts what is wanted of alerts
 * @param instance what this instance takes for itself
 * @param http address of the API and the page
 * @param delivery where alerts are delivered to besides their topic
 * @param view bounds of the view in memory
 */
public record StreamSettings(
    Configuration configuration,
    Topics topics,
    InputSettings input,
    OutputSettings output,
    String applicationId,
    Path stateDirectory,
    String modelName,
    Duration modelWait,
    ZoneId zone,
    SeriesRules rules,
    Size size,
    Set<Part> without,
    int bridgeLimit,
    int lateGrace,
    Duration timeTolerance,
    long checkpointEvery,
    AlertSettings alerts,
    InstanceSettings instance,
    Http http,
    DeliverySettings delivery,
    View view) {

  /**
   * Where HTTP listens.
   *
   * @param host address to bind to
   * @param port 0 for any free one
   * @param write whether requests may change anything
   * @param url address by which others reach the page; empty for the one that is listened on
   */
  public record Http(String host, int port, boolean write, Optional<URI> url) {}

  /**
   * Bounds of the view in memory.
   *
   * @param points newest points held per series
   * @param series most series held
   * @param alerts most past alerts held, beside all that are open
   */
  public record View(int points, int series, int alerts) {}

  /** The key that switches checkpoints on. */
  public static final String CHECKPOINT_EVERY = "tidegate.checkpoint.every";

  /** The key that lets requests change something. */
  public static final String HTTP_WRITE = "tidegate.http.write";

  private static final String HTTP_URL = "tidegate.http.url";

  private static final ConfigDef.Validator APPLICATION_ID =
      ConfigurationTypes.validator(
          "letters, digits, '.', '_' and '-'", text -> text.matches("[A-Za-z0-9._-]{1,100}"));

  /**
   * A stream thread that waits longer than Kafka's max.poll.interval.ms is given up by its group.
   */
  private static final ConfigDef.Validator WAIT =
      ConfigurationTypes.validator(
          "a positive ISO-8601 duration of at most PT4M",
          text -> {
            Duration wait = Duration.parse(text);
            return !wait.isNegative()
                && !wait.isZero()
                && wait.compareTo(Duration.ofMinutes(4)) <= 0;
          });

  /** Every {@code tidegate.*} key of the stream application. */
  public static ConfigDef definition() {
    ConfigDef common = SeriesKeys.define(EventSerde.define(Topics.define(new ConfigDef())));
    ConfigDef own = OutputSettings.define(InputSettings.define(defineOwn(common)));
    return InstanceSettings.define(DeliverySettings.define(AlertKeys.define(own)))
        .define(
            "tidegate.time.tolerance",
            STRING,
            "PT1H",
            ConfigurationTypes.DURATION,
            MEDIUM,
            "How far an event's time may be ahead of its record's Kafka timestamp.");
  }

  private static ConfigDef defineOwn(ConfigDef definition) {
    return definition
        .define(
            "tidegate.application.id",
            STRING,
            "tidegate",
            APPLICATION_ID,
            HIGH,
            "Consumer group, transactional id and prefix of the internal topics.")
        .define(
            "tidegate.state.dir",
            STRING,
            ".tidegate/streams",
            new ConfigDef.NonEmptyString(),
            HIGH,
            "Directory of the state stores; it can be lost, the changelog topics rebuild it.")
        .define(
            "tidegate.model.wait",
            STRING,
            "PT60S",
            WAIT,
            LOW,
            "How long a partition waits for the model version that it has recorded.")
        .define(
            CHECKPOINT_EVERY,
            LONG,
            0L,
            atLeast(0),
            LOW,
            "Offsets of a partition from one checkpoint of its series' states to the next; verify can"
                + " begin at one. Each costs a state for every series that has a record in between."
                + " 0: no checkpoints.")
        .define(
            "tidegate.http.host",
            STRING,
            "127.0.0.1",
            new ConfigDef.NonEmptyString(),
            MEDIUM,
            "Address that the API and the page listen on.")
        .define(
            "tidegate.http.port",
            INT,
            8080,
            between(0, 65_535),
            MEDIUM,
            "Port of the API and the page; 0 takes a free one.")
        .define(
            HTTP_WRITE,
            BOOLEAN,
            false,
            MEDIUM,
            "Whether API and page may change anything: promote, roll back, pin and unpin versions,"
                + " and answer to alerts.")
        .define(
            HTTP_URL,
            STRING,
            "",
            DeliverySettings.ADDRESS,
            MEDIUM,
            "Address by which others reach the page, for links to it; empty: the one that is"
                + " listened on.")
        .define(
            "tidegate.view.points",
            INT,
            500,
            between(1, 100_000),
            LOW,
            "Newest points of a series that the page can show.")
        .define(
            "tidegate.view.series",
            INT,
            10_000,
            atLeast(1),
            LOW,
            "Most series that the page can show.")
        .define(
            "tidegate.view.alerts",
            INT,
            1_000,
            between(0, 1_000_000),
            LOW,
            "Past alerts that the page can show, beside all that are open.");
  }

  /**
   * Reads and checks.
   *
   * @param file a properties file, or null for none
   * @param environment usually {@link System#getenv()}
   * @param overrides keys that win over file and environment
   * @throws ConfigurationException with one line that names the key, or the file
   */
  public static StreamSettings load(
      Path file, Map<String, String> environment, Map<String, String> overrides) {
    return of(Configuration.load(definition(), file, environment, overrides));
  }

  private static StreamSettings of(Configuration from) {
    return new StreamSettings(
        from,
        Topics.of(from),
        InputSettings.of(from),
        OutputSettings.of(from),
        from.string("tidegate.application.id"),
        Path.of(from.string("tidegate.state.dir")),
        from.string(SeriesKeys.MODEL_NAME),
        from.duration("tidegate.model.wait"),
        from.zone(SeriesKeys.ZONE),
        SeriesKeys.rules(from),
        Size.of(from.string(SeriesKeys.SIZE)),
        parts(from.list(SeriesKeys.WITHOUT)),
        from.integer(SeriesKeys.BRIDGE_LIMIT),
        from.integer(SeriesKeys.LATE_GRACE),
        from.duration("tidegate.time.tolerance"),
        from.longInteger(CHECKPOINT_EVERY),
        AlertSettings.of(from, Size.of(from.string(SeriesKeys.SIZE))),
        InstanceSettings.of(from),
        new Http(
            from.string("tidegate.http.host"),
            from.integer("tidegate.http.port"),
            from.flag(HTTP_WRITE),
            DeliverySettings.address(from, HTTP_URL)),
        DeliverySettings.of(from),
        new View(
            from.integer("tidegate.view.points"),
            from.integer("tidegate.view.series"),
            from.integer("tidegate.view.alerts")));
  }

  private static Set<Part> parts(List<String> words) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String word : words) {
      try {
        parts.add(Part.of(word));
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(SeriesKeys.WITHOUT + ": " + e.getMessage());
      }
    }
    return Set.copyOf(parts);
  }

  /** What the kernel is to know of the series called {@code name}. */
  public SeriesSettings series(String name) {
    return new SeriesSettings(
        rules.stepMillis(name), rules.seasonMillis(name), rules.isNonNegative(name), size);
  }

  /** What the kernel is to know of all series. */
  public ForecasterSettings forecaster() {
    return new ForecasterSettings(zone, bridgeLimit, lateGrace, without);
  }

  /**
   * For what cannot do without a cluster.
   *
   * @throws ConfigurationException if no broker is named
   */
  public void requireBootstrapServers() {
    if (!kafka().containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new ConfigurationException(
          "kafka.bootstrap.servers is missing: expected HOST:PORT of a Kafka broker");
    }
  }

  /** What goes to every Kafka client, without the {@code kafka.} prefix. */
  public Map<String, Object> kafka() {
    return configuration.kafka();
  }

  /** Name of the topic that a store's changes are written to. */
  public String changelog(String store) {
    return applicationId + "-" + store + "-changelog";
  }

  /** A new, configured serde of events; it reads forecasts and alerts in either format. */
  public Serde<SpecificRecord> serde() {
    return new OutputSerde(EventSerde.of(configuration), output.json());
  }
}
