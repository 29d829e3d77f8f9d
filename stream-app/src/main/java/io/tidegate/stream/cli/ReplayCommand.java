package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.replay.CsvOptions;
import io.tidegate.stream.replay.DeliveryException;
import io.tidegate.stream.replay.ObservationProducer;
import io.tidegate.stream.replay.Pace;
import io.tidegate.stream.replay.ReplayCounts;
import io.tidegate.stream.replay.ReplayException;
import io.tidegate.stream.replay.Replayer;
import io.tidegate.wire.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate replay}: a CSV file onto the observations topic. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the values of a CSV file to the observations topic.",
      "",
      "Every column of numbers becomes a series (FILE.COLUMN), or, with a series column, every"
          + " name in it. The time goes into the event; Kafka's timestamp is the time of sending."
          + " What cannot be read is reported with its line number, skipped and counted.",
      "",
      "A column named by --covariate is no series: what it says of a row goes with each of the"
          + " row's values. With --announce N it is also sent N rows ahead, as a plan or a calendar"
          + " would be known; rows at the file's end that have covariates and no values yet are"
          + " the future proper."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate replay ETTh1.csv --speed 3600 --bootstrap-servers localhost:9092",
      "  tidegate replay sales.csv --series shop --value revenue --speed max --config tidegate.properties",
      "  tidegate replay sales.csv --covariate promotion --announce 48 --speed max",
      "  tidegate replay log.csv --time when --format \"d.M.yyyy H:mm\" --zone Europe/Zurich"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row was read; bad ones were counted",
      "1:Kafka did not take the values",
      "2:wrong use, or a file that cannot be read as asked"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final String SERVERS = "kafka.bootstrap.servers";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE.csv", description = "The file.")
  private Path file;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Where Kafka is; wins over the configuration.")
  private String bootstrapServers;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Topic to write to; by default the configured topic of observations.")
  private String topic;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "N|max",
      description = "The data's own pace times N, or as fast as possible; default 1.")
  private String speed;

  @Mixin private CsvArguments csv = new CsvArguments();
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    try {
      Pace pace = Pace.parse(speed);
      CsvOptions options = csv.options();
      Replayer.check(file, options);
      replay(load(), options, pace);
      return ExitCode.OK;
    } catch (ReplayException e) {
      spec.commandLine().getErr().println("tidegate: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (DeliveryException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private StreamSettings load() {
    StreamSettings loaded =
        bootstrapServers == null
            ? settings.load()
            : settings.load(Map.of(SERVERS, bootstrapServers));
    if (!loaded.kafka().containsKey("bootstrap.servers")) {
      throw new ConfigurationException(
          "no Kafka is named: give --bootstrap-servers HOST:PORT or " + SERVERS);
    }
    return loaded;
  }

  private void replay(StreamSettings loaded, CsvOptions options, Pace pace) throws Exception {
    String target = topic == null ? loaded.topics().observations() : topic;
    ReplayProgress progress = new ReplayProgress(file, spec.commandLine().getErr());
    Replayer replayer = new Replayer(file, options, pace, progress);
    try (ObservationProducer producer =
        ObservationProducer.open(loaded.kafka(), loaded.serde().serializer(), target)) {
      Interruption.endsBy(replayer::stop, () -> replayAndTell(replayer, producer, progress));
    }
  }

  private ReplayCounts replayAndTell(
      Replayer replayer, ObservationProducer producer, ReplayProgress progress)
      throws InterruptedException {
    ReplayCounts counts;
    try (progress) {
      counts = replayer.run(producer);
    }
    spec.commandLine().getOut().println(file + ": " + counts.describe());
    spec.commandLine().getOut().flush();
    return counts;
  }
}
