package io.tidegate.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.delivery.Deliveries;
import io.tidegate.stream.http.HttpServer;
import io.tidegate.stream.http.StateRoutes;
import io.tidegate.stream.instances.Instances;
import io.tidegate.stream.intake.Intake;
import io.tidegate.stream.metrics.ForecastGauges;
import io.tidegate.stream.metrics.StreamsGauges;
import io.tidegate.stream.models.ModelFollower;
import io.tidegate.stream.models.ModelOperations;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.FailureDecision;
import io.tidegate.stream.topology.GroupStandbys;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.topology.StreamTopology;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.view.LiveView;
import io.tidegate.wire.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * The stream application in one piece: topology, view, HTTP. Thread-safe.
 *
 * <p>It stops by {@link #close}, or by itself when a stream thread meets what only a person can put
 * right; {@link #awaitEnd} and {@link #failure} tell.
 */
public final class TidegateApplication implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private final StreamSettings settings;
  private final ModelRegistry models;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics pauses = new JvmGcMetrics();
  private final FailureDecision failures = new FailureDecision();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final KafkaStreams streams;
  private final Health health;
  private final ModelFollower follower;
  private final LiveView view;
  private final StreamsGauges gauges;
  private final HttpServer http;
  private final Deliveries deliveries;
  private final Optional<Intake> intake;
  private boolean closed;

  private TidegateApplication(StreamSettings settings) {
    this.settings = settings;
    settings.input().requireForeign(settings.topics());
    new JvmMemoryMetrics().bindTo(meters);
    pauses.bindTo(meters);
    models = new ModelRegistry(settings);
    StreamTopology topology = new StreamTopology(settings, models, meters);
    requireTopics(settings);
    GroupStandbys.configure(settings);
    intake = intake();
    streams = streams(topology);
    health = new Health(this::state, models::waiting, topology::idle);
    streams.setUncaughtExceptionHandler(failures);
    streams.setStateListener((now, before) -> endIfStopped(now));
    follower = ModelFollower.start(settings, models, meters);
    view = LiveView.start(settings, meters);
    ForecastGauges.register(view, settings.modelName(), meters.getPrometheusRegistry());
    gauges = StreamsGauges.bind(streams, settings.topics().observations(), health, meters);
    http = serve();
    deliveries = Deliveries.start(settings, view, page(), meters);
    health.tell(deliveries::complaint);
    health.tell(this::complaintOfIntake);
  }

  private KafkaStreams streams(StreamTopology topology) {
    try {
      return new KafkaStreams(topology.build(), topology.properties());
    } catch (StreamsException e) {
      intake.ifPresent(Intake::close);
      // Kafka Streams takes the directory's lock in its constructor.
      throw new ConfigurationException(
          "tidegate.state.dir: cannot use "
              + settings.stateDirectory().toAbsolutePath()
              + ": every instance needs a writable directory of its own ("
              + e.getMessage()
              + ")");
    }
  }

  private Optional<Intake> intake() {
    return settings.input().isForeign()
        ? Optional.of(
            Intake.prepare(settings, meters, failures, (now, before) -> endIfStopped(now)))
        : Optional.empty();
  }

  /** The forecaster's, unless the intake has something worse to tell. */
  private KafkaStreams.State state() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING ? intake.map(Intake::state).orElse(state) : state;
  }

  private String complaintOfIntake() {
    return intake
        .map(Intake::state)
        .filter(state -> state != KafkaStreams.State.RUNNING)
        .map(state -> "intake " + state)
        .orElse("");
  }

  private HttpServer serve() {
    try {
      ModelOperations operations = ModelOperations.on(settings);
      FeedbackDesk desk = FeedbackDesk.on(settings);
      Instances instances = new Instances(streams, settings.instance().advertised());
      return new HttpServer(
          settings,
          view,
          models,
          operations,
          desk,
          health,
          meters,
          List.of(new StateRoutes(instances, view)::add));
    } catch (RuntimeException e) {
      view.close();
      gauges.close();
      follower.close();
      intake.ifPresent(Intake::close);
      streams.close();
      throw e;
    }
  }

  /**
   * Starts everything; returns while the stores may still be restored ({@link #health} tells).
   *
   * @throws ConfigurationException if a setting cannot be used or the port is taken
   * @throws ClusterException if no broker answers in time, or a topic is missing
   */
  public static TidegateApplication start(StreamSettings settings) {
    TidegateApplication application = new TidegateApplication(settings);
    try {
      application.follower.awaitCaughtUp();
      application.streams.start();
      application.intake.ifPresent(Intake::start);
      return application;
    } catch (RuntimeException e) {
      application.close();
      throw e;
    }
  }

  private static void requireTopics(StreamSettings settings) {
    List<String> missing = TopicCreation.missing(settings.kafka(), settings.topics());
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "missing from the Kafka cluster: topic "
              + String.join(", ", missing)
              + "; create all with: tidegate topics create --config FILE",
          null);
    }
  }

  private void endIfStopped(KafkaStreams.State state) {
    if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
      ended.countDown();
    }
  }

  /** Waits until the streams have stopped, of themselves or by {@link #close}. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** What made the application stop by itself, in one line; empty if nothing did. */
  public String failure() {
    return failures.reason();
  }

  /** What it was started with. */
  public StreamSettings settings() {
    return settings;
  }

  /** The newest part of every series. */
  public LiveView view() {
    return view;
  }

  /** The known model versions. */
  public ModelRegistry models() {
    return models;
  }

  /** Whether it lives and forecasts. */
  public Health health() {
    return health;
  }

  /** Where the page is. */
  public URI page() {
    String host = settings.http().host();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + http.port() + "/");
  }

  /** What is measured, as under {@code /metrics}. */
  public MeterRegistry meters() {
    return meters;
  }

  /** The running topology. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Stops: commits what was done, leaves the group so that another may take over at once. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    http.close();
    deliveries.close();
    gauges.close();
    intake.ifPresent(Intake::close);
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_PATIENCE));
    view.close();
    follower.close();
    pauses.close();
    ended.countDown();
  }
}
