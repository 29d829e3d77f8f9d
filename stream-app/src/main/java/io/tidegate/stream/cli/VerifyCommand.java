package io.tidegate.stream.cli;

import io.tidegate.stream.audit.InputProgress;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.topology.ClusterException;
import io.tidegate.stream.topology.TopicCreation;
import io.tidegate.stream.verify.NoSuchVersionException;
import io.tidegate.stream.verify.Offsets;
import io.tidegate.stream.verify.Verification;
import io.tidegate.stream.verify.VerifyReport;
import io.tidegate.stream.verify.WhatIfReport;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tidegate verify}: whether a replay gives the recorded forecasts and alerts. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Replays the observations through the same code and kernel, each record under the model version"
          + " that the activations topic names, and compares every forecast in the forecasts topic"
          + " with the replay's, and every alert in the alerts topic: key and event, byte for byte.",
      "",
      "Replays from the newest checkpoint of the states before --from (tidegate.checkpoint.every),"
          + " else from the earliest observation that is retained; --from and --to say which"
          + " forecasts are compared. Give it the configuration that the application runs with. It only reads, joins no group, and may"
          + " run beside the application. Memory: the states of one partition's series at a time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate verify --config tidegate.properties",
      "  tidegate verify --config tidegate.properties --from 0:120000,1:118000 --to 130000",
      "  tidegate verify --config tidegate.properties --model 12 --from 90000"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything that can be compared is equal; with --model: there are errors to judge by",
      "1:something differs, nothing could be compared or judged, there is no such version, or the"
          + " Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "OFFSETS",
      converter = OffsetsConverter.class,
      description =
          "First offset of the observations topic whose forecast is compared: one for all"
              + " partitions, or PARTITION:OFFSET,...; default: the first.")
  private Offsets from = Offsets.NONE;

  @Option(
      names = "--to",
      paramLabel = "OFFSETS",
      converter = OffsetsConverter.class,
      description = "Offset before which the comparison ends; default: all that is processed now.")
  private Offsets to = Offsets.NONE;

  @Option(
      names = "--model",
      paramLabel = "V",
      description =
          "Instead of comparing: what would version V have said? Every series swaps to it at its"
              + " first record from --from on; its errors stand beside those of the recorded"
              + " forecasts, on the same actuals.")
  private Long model;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    StreamSettings settings = options.loadForKafka();
    requireTopics(settings);
    if (model == null) {
      VerifyReport report = replayed(settings, (replay, bar) -> replay.compare(from, to, bar));
      return tell(report.text(), report.equal());
    }
    WhatIfReport report = replayed(settings, (replay, bar) -> whatIf(replay, bar));
    return tell(report.text(), report.judges());
  }

  private int tell(String text, boolean good) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return good ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private WhatIfReport whatIf(Verification replay, VerifyProgress bar) {
    try {
      return replay.whatIf(model, from, to, bar);
    } catch (NoSuchVersionException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private <T> T replayed(
      StreamSettings settings, BiFunction<Verification, VerifyProgress, T> question) {
    try (TopicLog log = new KafkaTopicLog(settings.kafka());
        VerifyProgress progress = new VerifyProgress(spec.commandLine().getErr())) {
      requirePartitions(log.partitions(settings.topics().observations()));
      return question.apply(
          new Verification(log, settings, InputProgress.read(log, settings)), progress);
    }
  }

  private void requirePartitions(List<Integer> partitions) {
    for (Offsets given : List.of(from, to)) {
      for (int partition : given.named()) {
        if (!partitions.contains(partition)) {
          throw new ParameterException(
              spec.commandLine(),
              "the observations topic has no partition "
                  + partition
                  + ", only 0 to "
                  + (partitions.size() - 1));
        }
      }
    }
  }

  private static void requireTopics(StreamSettings settings) {
    List<String> missing = TopicCreation.missing(settings.kafka(), settings.topics());
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "missing from the Kafka cluster: topic " + String.join(", ", missing), null);
    }
  }

  /** Makes wrong offsets wrong use. */
  static final class OffsetsConverter implements ITypeConverter<Offsets> {
    @Override
    public Offsets convert(String text) {
      try {
        return Offsets.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
