package io.tidegate.trainer.cli;

import io.tidegate.trainer.sidecar.KafkaClients;
import io.tidegate.trainer.sidecar.Receipt;
import io.tidegate.trainer.sidecar.Receipts;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.trainer.worker.ForkedFit;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The receipt of a version. */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a published version again, from the parent, the observations, the seed and the",
      "settings that its lineage records, and compares the digest. On another kind of processor or",
      "with another code version a loss within 1 %% is expected instead. Writes nothing."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar tidegate-trainer.jar retrain --like 7 --config tidegate.properties",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the same digest, or, elsewhere, a loss within 1 %",
      "1:another digest where the same was expected; or the version cannot be trained again:",
      "  unknown, observations no longer retained, another configuration",
      "2:wrong use or wrong configuration"
    })
final class RetrainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--like",
      paramLabel = "VERSION",
      required = true,
      description = "The version, from 1.")
  private long version;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws InterruptedException {
    TrainerSettings settings = options.loadForKafka();
    PrintWriter out = spec.commandLine().getOut();
    try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings)) {
      Receipt receipt =
          new Receipts(
                  settings,
                  consumer,
                  new ForkedFit(settings.fitMemory(), settings.threads()),
                  PATIENCE)
              .retrain(version, new ProgressLine(spec.commandLine().getErr()::println));
      out.printf(
          Locale.ROOT,
          "version %d: parent %d, seed %d, %d observations of %d series, %d updates%n%s%n",
          receipt.version(),
          receipt.recorded().getParentVersion(),
          receipt.recorded().getSeed(),
          receipt.recorded().getObservations(),
          receipt.recorded().getSeries(),
          receipt.recorded().getBatches(),
          receipt.sentence());
      out.flush();
      return receipt.outcome() == Receipt.Outcome.DIFFERENT ? 1 : 0;
    }
  }
}
