package io.tidegate.trainer.cli;

import io.tidegate.trainer.TrainerVersion;
import io.tidegate.trainer.lineage.OpenLineageEvents;
import io.tidegate.trainer.lineage.TrainingEvents;
import io.tidegate.trainer.sidecar.KafkaClients;
import io.tidegate.trainer.sidecar.Sidecar;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.trainer.worker.ParentWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sidecar. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Reads observations, retrains, and publishes what is better, until it is told to end",
      "(Ctrl-C, SIGTERM). The topics must be there: see tidegate topics create."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar tidegate-trainer.jar run --config tidegate.properties",
      "  java -jar tidegate-trainer.jar run --set kafka.bootstrap.servers=localhost:9092 \\",
      "    --set tidegate.trainer.period=PT10M"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended when told to (128 + the signal's number where a signal ended it)",
      "1:the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration",
      "3:a newer trainer of the same model took over: do not start this one again"
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration LAST_EVENTS = Duration.ofSeconds(2);

  @Mixin private SettingsOptions options;

  @Option(
      names = "--exit-with-parent",
      description = "End when the standard input does: a pipe from the process that started this.")
  private boolean exitWithParent;

  @Override
  public Integer call() {
    TrainerSettings settings = options.loadForKafka();
    if (exitWithParent) {
      ParentWatch.endWith(System.in);
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings);
        Producer<byte[], byte[]> producer = KafkaClients.producer(settings);
        Admin admin = KafkaClients.admin(settings);
        TrainingEvents events = events(settings)) {
      Sidecar sidecar =
          new Sidecar(
              settings,
              consumer,
              producer,
              Optional.of(admin),
              settings.fits(),
              () -> new ProgressLine(LOG::info),
              events,
              Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sidecar, ended), "end"));
      sidecar.run();
    } finally {
      ended.countDown();
    }
    return 0;
  }

  private static TrainingEvents events(TrainerSettings settings) {
    return settings
        .lineage()
        .<TrainingEvents>map(
            lineage ->
                new OpenLineageEvents(
                    lineage, TrainerVersion.get(), Clock.systemUTC(), LAST_EVENTS))
        .orElse(TrainingEvents.NONE);
  }

  private static void end(Sidecar sidecar, CountDownLatch ended) {
    sidecar.stop();
    try {
      if (!ended.await(CLOSE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("not at its end after {} s", CLOSE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
