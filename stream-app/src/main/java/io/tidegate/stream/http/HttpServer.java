package io.tidegate.stream.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.json.JavalinJackson;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.stream.alerts.FeedbackDesk;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.models.ModelOperations;
import io.tidegate.stream.models.ModelRegistry;
import io.tidegate.stream.topology.Health;
import io.tidegate.stream.view.LiveView;
import io.tidegate.wire.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The HTTP side of the stream application: {@code /} the page, {@code /api/...} JSON, {@code
 * /metrics} for Prometheus, {@code /health/live} and {@code /health/ready}. Listens from the
 * constructor on until it is closed.
 */
public final class HttpServer implements AutoCloseable {
  /** Longest time for a hypothetical forecast. */
  private static final Duration WHAT_IF_PATIENCE = Duration.ofSeconds(15);

  private static final String WEB = "/web";

  private final Javalin javalin;

  /** The same with no more routes than those. */
  public HttpServer(
      StreamSettings settings,
      LiveView view,
      ModelRegistry models,
      ModelOperations operations,
      FeedbackDesk desk,
      Health health,
      PrometheusMeterRegistry metrics) {
    this(settings, view, models, operations, desk, health, metrics, List.of());
  }

  /**
   * Starts listening.
   *
   * @param settings say where; port 0 takes a free one
   * @param view what is shown
   * @param models versions known to this process
   * @param operations decides about versions, where {@code settings} allow it
   * @param desk takes what people say about alerts, where {@code settings} allow it
   * @param health what {@code /health} says
   * @param metrics what {@code /metrics} says
   * @param more routes beside those
   * @throws ConfigurationException with one line if the address cannot be listened on
   */
  public HttpServer(
      StreamSettings settings,
      LiveView view,
      ModelRegistry models,
      ModelOperations operations,
      FeedbackDesk desk,
      Health health,
      PrometheusMeterRegistry metrics,
      List<Consumer<RoutesConfig>> more) {
    ServerSocketChannel socket = bind(settings.http());
    javalin =
        Javalin.create(
            config -> {
              quiet(config);
              config.jetty.addConnector((server, http) -> connector(server, http, socket));
              config.jsonMapper(new JavalinJackson());
              config.http.prefer405over404 = true;
              config.staticFiles.add(folder("/", WEB));
              config.staticFiles.add(folder("/vendor/uplot", UplotWebjar.directory()));
              SecurityHeaders.add(config.routes);
              Errors.add(config.routes);
              new SeriesRoutes(view).add(config.routes);
              new WhatIfRoutes(settings, view, WHAT_IF_PATIENCE).add(config.routes);
              new OverviewRoutes(view).add(config.routes);
              new ModelRoutes(settings, view, models).add(config.routes);
              new EventRoutes(view).add(config.routes);
              WriteGuard guard = new WriteGuard(settings.http());
              new DecisionRoutes(operations, guard).add(config.routes);
              new AlertRoutes(settings, view).add(config.routes);
              new FeedbackRoutes(view, desk, guard).add(config.routes);
              new StatusRoutes(settings, view, health, metrics).add(config.routes);
              more.forEach(routes -> routes.accept(config.routes));
            });
    javalin.start();
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  /** Binds before the server starts, so that a taken port is one clear line and nothing else. */
  private static ServerSocketChannel bind(StreamSettings.Http address) {
    try {
      ServerSocketChannel socket = ServerSocketChannel.open();
      try {
        return socket.bind(new InetSocketAddress(address.host(), address.port()));
      } catch (IOException | UnresolvedAddressException e) {
        socket.close();
        throw e;
      }
    } catch (UnresolvedAddressException e) {
      throw new ConfigurationException(
          "tidegate.http.host: expected an address of this machine, found " + address.host());
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot listen on "
              + address.host()
              + ":"
              + address.port()
              + " ("
              + e.getMessage()
              + "): stop what uses the port or set tidegate.http.port, 0 for any free one");
    }
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerSocketChannel socket) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    try {
      connector.open(socket);
    } catch (IOException e) {
      throw new IllegalStateException("a socket that is bound can be used", e);
    }
    return connector;
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
  }

  private static Consumer<StaticFileConfig> folder(String path, String directory) {
    return files -> {
      files.hostedPath = path;
      files.directory = directory;
      files.location = Location.CLASSPATH;
      // Always asked again, cheaply by ETag, so that page and API never differ in version.
      files.headers = Map.of("Cache-Control", "no-cache");
    };
  }
}
