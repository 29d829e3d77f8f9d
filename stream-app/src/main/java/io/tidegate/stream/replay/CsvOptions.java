package io.tidegate.stream.replay;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What the user said about a CSV file; what was left out is found by looking at the file.
 *
 * @param time name of the column of times
 * @param values names of the value columns; empty means every column of numbers
 * @param series name of the column that names each row's series (the long form)
 * @param format of the times: {@code epoch}, or a pattern of {@link
 *     java.time.format.DateTimeFormatter}
 * @param zone of times that come without one
 * @param keyPrefix put before each series' name; absent means the file's stem and a full stop in
 *     the wide form, nothing in the long form
 * @param covariates columns that are no series
 */
public record CsvOptions(
    Optional<String> time,
    List<String> values,
    Optional<String> series,
    Optional<String> format,
    ZoneId zone,
    Optional<String> keyPrefix,
    CsvCovariates covariates) {

  /** Copies the list. */
  public CsvOptions {
    values = List.copyOf(values);
  }

  /** Everything is to be found; times without a zone are UTC. */
  public static CsvOptions guess() {
    return new CsvOptions(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        ZoneOffset.UTC,
        Optional.empty(),
        CsvCovariates.NONE);
  }
}
