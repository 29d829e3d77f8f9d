package io.tidegate.stream.replay;

import java.util.List;

/**
 * Which columns of a CSV file are no series but go with each series' values.
 *
 * @param columns their names, which become the covariates' names
 * @param announce how many rows before their own the values are sent ahead; 0 for never
 */
public record CsvCovariates(List<String> columns, int announce) {
  /** Every column may be a series. */
  public static final CsvCovariates NONE = new CsvCovariates(List.of(), 0);

  /** Copies the list. */
  public CsvCovariates {
    columns = List.copyOf(columns);
  }
}
