package io.tidegate.stream.demo;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.pipeline.ErrorLog;
import io.tidegate.stream.pipeline.Lockstep;
import io.tidegate.stream.pipeline.Pipeline;
import io.tidegate.stream.pipeline.PipelineDirectory;
import io.tidegate.stream.pipeline.PipelineSettings;
import io.tidegate.stream.pipeline.RetrainingGate;
import io.tidegate.stream.pipeline.TrainerJar;
import io.tidegate.stream.replay.ObservationProducer;
import io.tidegate.stream.replay.Pace;
import io.tidegate.stream.replay.Replayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The whole on one machine: embedded broker, stream application with its page, the trainer as a
 * child process, and input. One thread runs it; any may stop it.
 */
public final class Demo {
  private static final int USUAL_HTTP_PORT = 8080;
  private static final Duration RETRAINING = Duration.ofMinutes(5);

  /**
   * Retraining within the first minute, on half a minute of data, and then every half minute.
   *
   * <p>So little data teaches little: these settings are chosen to do no great harm. Against
   * version 0 left alone, on one-second metrics of a busy machine that they were not chosen on (two
   * stretches of seven minutes, mean absolute error minute by minute), they changed the error at
   * one step by -3 to +5 percent and at 24 steps by -6 to +1; the trainer's usual settings changed
   * it by +3 to +35 and by -5 to +17.
   */
  private static final Map<String, String> EARLY_AND_GENTLE =
      Map.of(
          "tidegate.trainer.period", "PT30S",
          "tidegate.trainer.min.observations", "600",
          "tidegate.trainer.window.rows", "3600",
          "tidegate.trainer.passes", "10",
          "tidegate.trainer.rate.first", "3e-4",
          "tidegate.trainer.rate", "3e-4",
          "tidegate.trainer.ridge.prior.rows", "30000");

  /** Retrainings that a lockstep replay makes of a file, and the fewest observations for one. */
  private static final int RETRAININGS = 8;

  private static final long FEWEST = 500;

  private final DemoOptions options;
  private final Map<String, String> environment;
  private final Screen screen;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Prepares.
   *
   * @param environment usually {@link System#getenv()}
   */
  public Demo(DemoOptions options, Map<String, String> environment, Screen screen) {
    this.options = options;
    this.environment = environment;
    this.screen = screen;
  }

  /** Ends the demo soon, with its summary. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs to the end and cleans up.
   *
   * @return whether it showed what a demo is to show: forecasts, retrainings, forecasts from
   *     retrained versions, and what became of every observation
   * @throws RuntimeException with one line, if it cannot start
   */
  public boolean run() throws InterruptedException {
    Path jar = TrainerJar.find(options.trainer(), environment);
    Pace pace = Pace.parse(options.speed());
    options.csv().ifPresent(file -> Replayer.check(file, options.csvOptions()));
    PipelineSettings keys = keys(isLockstep(pace));
    try (PipelineDirectory directory = PipelineDirectory.open("demo", options.directory());
        ErrorLog log = ErrorLog.to(directory.log());
        Pipeline pipeline = Pipeline.open(directory, keys, options.brokerPort())) {
      welcome(pipeline.application(), directory, log);
      pipeline.begin(stop);
      pipeline.startTrainer(jar, Map.of());
      return new DemoRun(pipeline, screen, stop)
          .run(() -> input(pipeline, pace, keys), options.duration());
    }
  }

  private void welcome(TidegateApplication application, PipelineDirectory directory, ErrorLog log) {
    screen.say("Page: " + application.page());
    screen.say(
        "Data and logs ("
            + log.path().getFileName()
            + ", "
            + directory.trainerLog().getFileName()
            + "): "
            + directory.path()
            + (directory.isTemporary() ? ", deleted at the end; --dir keeps them" : ""));
  }

  private boolean isLockstep(Pace pace) {
    return options.csv().isPresent() && pace.isMax();
  }

  private PipelineSettings keys(boolean lockstep) {
    PipelineSettings keys =
        new PipelineSettings(environment)
            .always(options.settings())
            .always(Map.of("tidegate.http.port", Integer.toString(httpPort())));
    defaults(lockstep).forEach(keys::byDefault);
    return keys;
  }

  /** What the user may set otherwise. */
  private Map<String, String> defaults(boolean lockstep) {
    Map<String, String> defaults = new LinkedHashMap<>();
    if (options.csv().isEmpty()) {
      defaults.put("tidegate.step.patterns", "host.*=PT1S,jvm.*=PT1S,broker.*=PT1S");
    }
    if (lockstep) {
      defaults.put(PipelineSettings.EVERY, Long.toString(every()));
    } else {
      defaults.putAll(EARLY_AND_GENTLE);
    }
    return defaults;
  }

  private long every() {
    long expected = Replayer.expectedRecords(options.csv().orElseThrow(), options.csvOptions());
    return Math.max(FEWEST, expected / RETRAININGS + 1);
  }

  private DemoInput input(Pipeline pipeline, Pace pace, PipelineSettings keys) {
    ObservationProducer producer = pipeline.producer();
    if (options.csv().isEmpty()) {
      return new HostInput(producer);
    }
    Path file = options.csv().get();
    if (!isLockstep(pace)) {
      return new CsvInput(file, options.csvOptions(), pace, producer, () -> "");
    }
    RetrainingGate gate = new RetrainingGate(pipeline, RETRAINING, stop);
    Lockstep lockstep =
        new Lockstep(producer, Long.parseLong(keys.get(PipelineSettings.EVERY)), gate);
    return new CsvInput(file, options.csvOptions(), pace, lockstep, gate::waiting);
  }

  /** The port that was asked for; else the usual one, unless somebody has it. */
  private int httpPort() {
    return options.httpPort().orElseGet(() -> isFree(USUAL_HTTP_PORT) ? USUAL_HTTP_PORT : 0);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
