package io.tidegate.stream.cli;

import io.tidegate.stream.replay.CsvCovariates;
import io.tidegate.stream.replay.CsvOptions;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how a CSV file is to be read. */
final class CsvArguments {
  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "Column of times; by default found by name and content.")
  private String time;

  @Option(
      names = "--value",
      paramLabel = "COLUMN",
      split = ",",
      description = "Value column, repeatable; by default every column of numbers.")
  private List<String> values = List.of();

  @Option(
      names = "--series",
      paramLabel = "COLUMN",
      description = "Column that names each row's series (one value a row instead of one a cell).")
  private String series;

  @Option(
      names = "--format",
      paramLabel = "PATTERN|epoch",
      description =
          "Format of the times: a Java pattern such as \"d.M.yyyy H:mm\", or epoch (seconds to"
              + " nanoseconds); by default found by content.")
  private String format;

  @Option(
      names = "--zone",
      defaultValue = "UTC",
      paramLabel = "ZONE",
      description = "Zone of times that come without one; default UTC.")
  private ZoneId zone;

  @Option(
      names = "--key-prefix",
      paramLabel = "TEXT",
      description =
          "Put before each series' name; default: the file's name and a full stop, or nothing with"
              + " --series.")
  private String keyPrefix;

  @Option(
      names = "--covariate",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Column that is no series: its values go with each series' own, as covariates;"
              + " repeatable, at most 4.")
  private List<String> covariates = List.of();

  @Option(
      names = "--announce",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Send the covariates of the next N rows ahead, as what is known of the future; 1 to 48."
              + " A row without values is announced too. Default: never.")
  private int announce;

  CsvOptions options() {
    return new CsvOptions(
        Optional.ofNullable(time),
        values,
        Optional.ofNullable(series),
        Optional.ofNullable(format),
        zone,
        Optional.ofNullable(keyPrefix),
        new CsvCovariates(covariates, announce));
  }
}
