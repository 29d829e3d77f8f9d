package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.replay.DeliveryException;
import io.tidegate.stream.replay.TickProducer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate tick}: tells every partition how late it is. */
@Command(
    name = "tick",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a tick to every partition of the observations topic: the event time that has been"
          + " reached.",
      "",
      "Missing data is found by the event time of other series' observations in the same partition."
          + " Where all of a partition's series may fall silent at once, ticks say how late it is."
          + " Only for observations in real time: after a tick of now, series whose times lie in the"
          + " past count as silent."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate tick --config tidegate.properties",
      "  tidegate tick --every PT1M --config tidegate.properties",
      "  tidegate tick --time 2026-03-01T00:00:00Z --set kafka.bootstrap.servers=localhost:9092"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:sent, or with --every: ended when told to (128 + the signal's number where a signal ended it)",
      "1:the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
final class TickCommand implements Callable<Integer> {
  private static final String NOW = "NOW";

  @Spec private CommandSpec spec;

  @Option(
      names = "--time",
      defaultValue = NOW,
      paramLabel = "NOW|TIME",
      description =
          "Event time in ISO 8601 with a zone, such as 2026-03-01T00:00:00Z; default NOW.")
  private String time;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "Again and again after so long, such as PT1M, until Ctrl-C.")
  private Duration every;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws Exception {
    requireUse();
    Instant fixed = time.equalsIgnoreCase(NOW) ? null : instant();
    StreamSettings settings = options.loadForKafka();
    try (TickProducer ticks =
        TickProducer.open(
            settings.kafka(), settings.serde().serializer(), settings.topics().observations())) {
      CountDownLatch stop = new CountDownLatch(1);
      return Interruption.endsBy(stop::countDown, () -> send(ticks, fixed, stop));
    } catch (DeliveryException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private int send(TickProducer ticks, Instant fixed, CountDownLatch stop)
      throws InterruptedException {
    do {
      Instant tick = fixed == null ? Instant.now() : fixed;
      int partitions = ticks.send(tick);
      spec.commandLine().getOut().println("tick " + tick + ": " + partitions + " partitions");
      spec.commandLine().getOut().flush();
    } while (every != null && !stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
    return ExitCode.OK;
  }

  private void requireUse() {
    if (every != null && !time.equalsIgnoreCase(NOW)) {
      throw wrong("--every sends the time as it passes: expected no --time beside it");
    }
    if (every != null && every.toMillis() <= 0) {
      throw wrong(
          "Invalid value for option '--every': expected a positive duration, found " + every);
    }
  }

  private Instant instant() {
    try {
      return Instant.parse(time);
    } catch (DateTimeException e) {
      throw wrong(
          "Invalid value for option '--time': expected NOW or a time such as 2026-03-01T00:00:00Z,"
              + " found "
              + time);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
