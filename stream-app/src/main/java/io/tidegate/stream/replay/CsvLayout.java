package io.tidegate.stream.replay;

import io.tidegate.stream.replay.CsvTable.Row;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which column of a file is what.
 *
 * @param columns all names, in the file's order
 * @param time index of the column of times
 * @param format of the times
 * @param zone of times that come without one
 * @param values indexes of the value columns
 * @param series index of the column that names each row's series, or -1 in the wide form
 * @param covariates indexes of the columns of covariates
 * @param keyPrefix put before each series' name
 */
record CsvLayout(
    List<String> columns,
    int time,
    TimeFormat format,
    ZoneId zone,
    List<Integer> values,
    int series,
    List<Integer> covariates,
    String keyPrefix) {
  /** As many as are used of one series. */
  private static final int MOST_COVARIATES = 4;

  /** As far as a forecast reaches. */
  private static final int MOST_AHEAD = 48;

  private static final int SAMPLE = 1000;
  private static final Set<String> TIME_NAMES =
      Set.of("time", "timestamp", "date", "datetime", "ts", "ds", "epoch", "date_time");
  private static final Set<String> SERIES_NAMES =
      Set.of("series", "unique_id", "item_id", "series_id", "key", "sensor", "metric");

  /**
   * Looks at the beginning of a file.
   *
   * @throws ReplayException if a column that was asked for is not there, or what was not asked for
   *     cannot be found; the message lists the columns
   */
  static CsvLayout of(Path file, CsvOptions options) {
    return new Search(file, options).layout();
  }

  /** The name of the series that a value column of a row belongs to. */
  String key(Row row, int valueColumn) {
    if (series < 0) {
      return keyPrefix + columns.get(valueColumn);
    }
    String name = keyPrefix + row.cell(series);
    return values.size() == 1 ? name : name + "." + columns.get(valueColumn);
  }

  /** One sentence for the user. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "times from column %s read as %s (zone %s for times without one), values from %s%s%s",
        columns.get(time),
        format,
        zone,
        names(values),
        series < 0 ? "" : ", series from column " + columns.get(series),
        covariates.isEmpty() ? "" : ", covariates from " + names(covariates));
  }

  private String names(List<Integer> of) {
    return of.stream().map(columns::get).collect(Collectors.joining(", "));
  }

  /** The search for a layout in one file. */
  private static final class Search {
    private final Path file;
    private final CsvOptions options;
    private final List<String> columns;
    private final List<Row> sample = new ArrayList<>();

    Search(Path file, CsvOptions options) {
      this.file = file;
      this.options = options;
      try (CsvTable table = CsvTable.open(file)) {
        columns = table.columns();
        for (Row row = table.next(); row != null; row = table.next()) {
          sample.add(row);
          if (sample.size() == SAMPLE) {
            break;
          }
        }
      } catch (java.io.IOException e) {
        throw new ReplayException("cannot read " + file + ": " + e, e);
      }
      if (sample.isEmpty()) {
        throw CsvTable.empty(file);
      }
    }

    CsvLayout layout() {
      Optional<TimeFormat> asked = options.format().map(TimeFormat::of);
      int time = options.time().map(this::indexOf).orElseGet(() -> findTime(asked));
      TimeFormat format = format(time, asked);
      int series = options.series().map(this::indexOf).orElseGet(() -> findSeries(time));
      List<Integer> covariates = covariates();
      List<Integer> values =
          options.values().isEmpty()
              ? findValues(time, series, covariates)
              : options.values().stream().map(this::indexOf).toList();
      for (int column : covariates) {
        if (column == time || column == series || values.contains(column)) {
          throw new ReplayException(
              "column "
                  + columns.get(column)
                  + " is asked for as a covariate and as something else; it can be one of them");
        }
      }
      return new CsvLayout(
          columns, time, format, options.zone(), values, series, covariates, keyPrefix(series));
    }

    private List<Integer> covariates() {
      List<String> names = options.covariates().columns();
      if (names.size() > MOST_COVARIATES) {
        throw new ReplayException(
            names.size() + " covariates are named; a series has at most " + MOST_COVARIATES);
      }
      int announce = options.covariates().announce();
      if (announce < 0 || announce > MOST_AHEAD) {
        throw new ReplayException(
            "announce " + announce + ": expected 0 to " + MOST_AHEAD + " rows ahead");
      }
      if (names.isEmpty() && announce > 0) {
        throw new ReplayException(
            "nothing to announce: name the column whose values are known ahead by --covariate");
      }
      return names.stream().map(this::indexOf).toList();
    }

    private String keyPrefix(int series) {
      return options.keyPrefix().orElseGet(() -> series < 0 ? stem() + "." : "");
    }

    private String stem() {
      String name = file.getFileName().toString();
      int dot = name.lastIndexOf('.');
      return dot > 0 ? name.substring(0, dot) : name;
    }

    private int indexOf(String name) {
      int index = columns.indexOf(name);
      if (index < 0) {
        throw new ReplayException(
            file + " has no column " + name + "; its columns are " + String.join(", ", columns));
      }
      return index;
    }

    private int findTime(Optional<TimeFormat> asked) {
      List<Integer> readable =
          IntStream.range(0, columns.size())
              .filter(column -> bestFormat(column, asked).isPresent())
              .boxed()
              .toList();
      return readable.stream()
          .filter(column -> isNamed(column, TIME_NAMES))
          .findFirst()
          .or(() -> readable.stream().filter(column -> !isNumeric(column)).findFirst())
          .or(() -> readable.stream().filter(this::looksLikeEpoch).findFirst())
          .orElseThrow(() -> noTime(asked));
    }

    private ReplayException noTime(Optional<TimeFormat> asked) {
      return new ReplayException(
          file
              + " has no column of times "
              + asked.map(format -> "in the format " + format).orElse("in a usual format")
              + "; name it by --time and its format by --format; the columns are "
              + IntStream.range(0, columns.size())
                  .mapToObj(i -> columns.get(i) + " (" + firstCell(i) + ")")
                  .collect(Collectors.joining(", ")));
    }

    private TimeFormat format(int time, Optional<TimeFormat> asked) {
      return bestFormat(time, asked)
          .orElseThrow(
              () ->
                  new ReplayException(
                      file
                          + ": cannot read the times in column "
                          + columns.get(time)
                          + " (the first is '"
                          + firstCell(time)
                          + "')"
                          + asked.map(format -> " as " + format).orElse("")
                          + "; give their --format, epoch or a pattern such as"
                          + " yyyy-MM-dd HH:mm:ss"));
    }

    /** The format that fits most cells, and at least half of them. */
    private Optional<TimeFormat> bestFormat(int column, Optional<TimeFormat> asked) {
      List<TimeFormat> candidates = asked.map(List::of).orElseGet(TimeFormat::usual);
      TimeFormat best = null;
      long most = 0;
      for (TimeFormat candidate : candidates) {
        long fitting = sample.stream().filter(row -> candidate.fits(row.cell(column))).count();
        if (fitting > most) {
          most = fitting;
          best = candidate;
        }
      }
      return 2 * most >= sample.size() ? Optional.ofNullable(best) : Optional.empty();
    }

    private int findSeries(int time) {
      return IntStream.range(0, columns.size())
          .filter(column -> column != time && isNamed(column, SERIES_NAMES))
          .findFirst()
          .orElse(-1);
    }

    private List<Integer> findValues(int time, int series, List<Integer> covariates) {
      List<Integer> values =
          IntStream.range(0, columns.size())
              .filter(column -> column != time && column != series)
              .filter(column -> !covariates.contains(column) && isNumeric(column))
              .boxed()
              .toList();
      if (values.isEmpty()) {
        throw new ReplayException(
            file
                + " has no column of numbers beside its times; name one by --value; the columns"
                + " are "
                + String.join(", ", columns));
      }
      return values;
    }

    private boolean isNamed(int column, Set<String> names) {
      return names.contains(columns.get(column).toLowerCase(Locale.ROOT));
    }

    private boolean isNumeric(int column) {
      List<String> present =
          sample.stream().map(row -> row.cell(column)).filter(c -> !Cells.isMissing(c)).toList();
      long numbers = present.stream().filter(cell -> Cells.number(cell).isPresent()).count();
      return !present.isEmpty() && 2 * numbers >= present.size();
    }

    /** Any number reads as an epoch; only one of 2001 to 2286 in seconds is likely to be one. */
    private boolean looksLikeEpoch(int column) {
      return sample.stream()
              .filter(row -> row.cell(column).matches("1\\d{9}(\\d{3}){0,3}(\\.\\d+)?"))
              .count()
          > sample.size() / 2;
    }

    private String firstCell(int column) {
      return sample.get(0).cell(column);
    }
  }
}
