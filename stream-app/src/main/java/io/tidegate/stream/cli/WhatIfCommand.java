package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.stream.audit.InputProgress;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.TopicLog;
import io.tidegate.stream.states.StateTopic;
import io.tidegate.stream.verify.Hypothesis;
import io.tidegate.stream.verify.Hypothetical;
import io.tidegate.stream.verify.HypotheticalDocument;
import io.tidegate.stream.verify.NoForecastException;
import io.tidegate.stream.verify.NoSuchVersionException;
import io.tidegate.stream.verify.TimeTravel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate what-if}: a forecast as it was, or would have been. */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the forecast of one series as it was at an offset or a time, or would have been: under"
          + " another model version, without its newest points, with covariates known ahead.",
      "",
      "Replays the log through the same code and kernel as the application, from the newest"
          + " checkpoint that will do (tidegate.checkpoint.every), else from the beginning. It only"
          + " reads: a hypothetical forecast is never written to a topic. Give it the configuration"
          + " that the application runs with."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate what-if sales --at 120000 --config tidegate.properties",
      "  tidegate what-if sales --at 2026-01-31T18:00:00Z --without 24 --config tidegate.properties",
      "  tidegate what-if sales --model 12 --json --config tidegate.properties",
      "  echo '[{\"time\": \"2026-02-01T00:00:00Z\", \"values\": {\"holiday\": 1}}]' > holidays.json",
      "  tidegate what-if sales --covariates holidays.json --config tidegate.properties"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:told",
      "1:it cannot be computed, there is no such version, or the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
final class WhatIfCommand implements Callable<Integer> {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SERIES", description = "Its name.")
  private String series;

  @Option(
      names = "--at",
      paramLabel = "OFFSET|TIME",
      description =
          "As of the record at that offset of the series' partition, or before the series' first"
              + " observation later than that event time; default: all that is processed now.")
  private String at;

  @Option(
      names = "--model",
      paramLabel = "V",
      description =
          "By version V, to which the series swaps at its last observation, as after a promotion.")
  private Long model;

  @Option(
      names = "--without",
      paramLabel = "N",
      defaultValue = "0",
      description = "Without the series' last N observations.")
  private int without;

  @Option(
      names = "--covariates",
      paramLabel = "FILE",
      description = "With these covariates told ahead: JSON, as in the example.")
  private Path covariates;

  @Option(names = "--json", description = "As JSON; times are milliseconds.")
  private boolean json;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    StreamSettings settings = options.loadForKafka();
    ModelsCommand.requireTopics(settings);
    Hypothetical answer;
    try (TopicLog log = new KafkaTopicLog(settings.kafka());
        VerifyProgress progress = new VerifyProgress(spec.commandLine().getErr())) {
      OptionalInt partition =
          StateTopic.find(log, settings, series).stream()
              .mapToInt(StateTopic.Held::partition)
              .findFirst();
      Hypothesis question = question(partition);
      answer =
          new TimeTravel(log, settings, InputProgress.read(log, settings), progress).ask(question);
    } catch (NoForecastException | NoSuchVersionException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
    HypotheticalDocument document = HypotheticalDocument.of(series, answer);
    spec.commandLine().getOut().print(json ? json(document) : text(document));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private Hypothesis question(OptionalInt partition) {
    try {
      return Hypothesis.of(
          series,
          partition,
          at,
          model == null ? OptionalLong.empty() : OptionalLong.of(model),
          without,
          covariates == null ? null : Files.readString(covariates));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "cannot read " + covariates + ": " + e, e);
    }
  }

  private static String json(HypotheticalDocument document) {
    try {
      return MAPPER.writeValueAsString(document) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(HypotheticalDocument document) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "HYPOTHETICAL forecast of %s, in no topic: as of offset %d of partition %d, from its value"
                + " %s at %s (offset %d), by model %s/%d, %s; %,d records replayed%n",
            AlertsText.printable(document.series()),
            document.at(),
            document.partition(),
            number(document.value()),
            Instant.ofEpochMilli(document.origin()),
            document.sourceOffset(),
            document.modelName(),
            document.modelVersion(),
            document.state().toLowerCase(Locale.ROOT),
            document.replayed()));
    text.append(String.format("%-4s %-24s", "step", "time"));
    document.levels().forEach(level -> text.append(String.format(" %12s", level)));
    text.append(String.format("%n"));
    for (int step = 0; step < document.quantiles().size(); step++) {
      text.append(
          String.format(
              "%4d %-24s",
              step + 1,
              document.times() == null ? "-" : Instant.ofEpochMilli(document.times().get(step))));
      document
          .quantiles()
          .get(step)
          .forEach(value -> text.append(String.format(" %12s", number(value))));
      text.append(String.format("%n"));
    }
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
