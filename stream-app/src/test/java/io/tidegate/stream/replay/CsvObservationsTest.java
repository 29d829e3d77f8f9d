package io.tidegate.stream.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.stream.replay.CsvObservations.ReadRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvObservationsTest {
  @TempDir Path directory;

  @Test
  void everyColumnOfNumbersOfAWideFileIsASeriesNamedByFileAndColumn() throws IOException {
    assertThat(
            observations(
                CsvOptions.guess(),
                "date,HUFL,note,OT",
                "2016-07-01 00:00:00,5.827,calm,30.531",
                "2016-07-01 01:00:00,5.693,windy,-27.787"))
        .containsExactly(
            "2016-07-01T00:00:00Z data.HUFL 5.827",
            "2016-07-01T00:00:00Z data.OT 30.531",
            "2016-07-01T01:00:00Z data.HUFL 5.693",
            "2016-07-01T01:00:00Z data.OT -27.787");
  }

  @Test
  void theSeriesColumnOfALongFileNamesTheSeries() throws IOException {
    assertThat(
            observations(
                CsvOptions.guess(),
                "unique_id,ds,y",
                "north,2020-01-01,1",
                "south,2020-01-01,2",
                "north,2020-01-02,3"))
        .containsExactly(
            "2020-01-01T00:00:00Z north 1.0",
            "2020-01-01T00:00:00Z south 2.0",
            "2020-01-02T00:00:00Z north 3.0");
  }

  @Test
  void aLongFileWithTwoValueColumnsAddsTheirNames() throws IOException {
    assertThat(
            observations(
                options(Optional.of("shop"), List.of("revenue", "visits"), "UTC"),
                "shop;day;visits;revenue;rain",
                "x;1/31/2020;7;10.5;0"))
        .containsExactly(
            "2020-01-31T00:00:00Z x.revenue 10.5", "2020-01-31T00:00:00Z x.visits 7.0");
  }

  @Test
  void aKeyPrefixTakesTheFileNamesPlace() throws IOException {
    CsvOptions options =
        new CsvOptions(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            ZoneId.of("UTC"),
            Optional.of("plant/"),
            CsvCovariates.NONE);
    assertThat(observations(options, "time,a", "2020-01-01,1"))
        .containsExactly("2020-01-01T00:00:00Z plant/a 1.0");
  }

  @Test
  void aColumnOfCovariatesIsNoSeriesAndWhatItCannotSayIsNamed() throws IOException {
    List<ReadRow> rows =
        rows(
            covariates(0, "rain", "holiday"),
            "time,a,rain,holiday",
            "2020-01-01,1,2.5,0",
            "2020-01-02,1,,yes");
    assertThat(rows).allMatch(row -> row.values().size() == 1);
    assertThat(rows.get(0).covariates()).isEqualTo(Map.of("holiday", 0.0, "rain", 2.5));
    assertThat(rows.get(1).covariates()).isEmpty();
    assertThat(rows.get(1).faults()).containsExactly("column holiday: 'yes' is no finite number");
  }

  @Test
  void covariatesThatCannotBeTakenAreRefusedInOneSentence() {
    assertRefused(covariates(0, "snow"), "no column snow; its columns are time, a, rain");
    assertRefused(covariates(0, "time"), "column time is asked for as a covariate");
    assertRefused(covariates(0, "a", "b", "c", "d", "e"), "5 covariates are named");
    assertRefused(covariates(3), "name the column whose values are known ahead by --covariate");
    assertRefused(covariates(49, "rain"), "expected 0 to 48 rows ahead");
  }

  private void assertRefused(CsvOptions options, String reason) {
    assertThatThrownBy(() -> rows(options, "time,a,rain", "2020-01-01,1,2.5"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining(reason);
  }

  private static CsvOptions covariates(int announce, String... columns) {
    return new CsvOptions(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        ZoneId.of("UTC"),
        Optional.empty(),
        new CsvCovariates(List.of(columns), announce));
  }

  @Test
  void aFileWithoutNamesGetsNumberedColumns() throws IOException {
    assertThat(observations(CsvOptions.guess(), "1577836800,5", "1577836801,6"))
        .containsExactly(
            "2020-01-01T00:00:00Z data.column2 5.0", "2020-01-01T00:00:01Z data.column2 6.0");
  }

  @Test
  void whatCannotBeReadIsNamedWithItsLineAndTheRestOfTheRowIsUsed() throws IOException {
    List<ReadRow> rows =
        rows(
            CsvOptions.guess(),
            "\uFEFFtime,a,b",
            "2020-01-01 00:00:00,1,2",
            "",
            "yesterday,1,2",
            "\"2020-01-01 02:00:00\",one,2",
            "2020-01-01 03:00:00,,Infinity",
            "2020-01-01 04:00:00,4");
    assertThat(rows).extracting(ReadRow::line).containsExactly(2L, 4L, 5L, 6L, 7L);
    assertThat(rows.get(1).faults())
        .containsExactly("column time: 'yesterday' is no time in the format " + isoName());
    assertThat(rows.get(1).values()).isEmpty();
    assertThat(rows.get(2).faults()).containsExactly("column a: 'one' is no finite number");
    assertThat(rows.get(2).values()).hasSize(1);
    assertThat(rows.get(3).faults()).containsExactly("column b: 'Infinity' is no finite number");
    assertThat(rows.get(3).missing()).isEqualTo(1);
    assertThat(rows.get(4).faults()).isEmpty();
    assertThat(rows.get(4).missing()).isEqualTo(1);
  }

  @Test
  void theHourThatClocksShowTwiceIsTakenTwice() throws IOException {
    assertThat(
            observations(
                options(Optional.empty(), List.of(), "Europe/Zurich"),
                "time,a",
                "2020-10-25 01:30,1",
                "2020-10-25 02:00,2",
                "2020-10-25 02:30,3",
                "2020-10-25 02:00,4",
                "2020-10-25 02:30,5",
                "2020-10-25 03:00,6"))
        .containsExactly(
            "2020-10-24T23:30:00Z data.a 1.0",
            "2020-10-25T00:00:00Z data.a 2.0",
            "2020-10-25T00:30:00Z data.a 3.0",
            "2020-10-25T01:00:00Z data.a 4.0",
            "2020-10-25T01:30:00Z data.a 5.0",
            "2020-10-25T02:00:00Z data.a 6.0");
  }

  @Test
  void everySeriesOfALongFileStandsInTheDoubledHourByItself() throws IOException {
    assertThat(
            observations(
                options(Optional.empty(), List.of(), "Europe/Zurich"),
                "series,time,value",
                "a,2020-10-25 02:30,1",
                "b,2020-10-25 02:30,2",
                "a,2020-10-25 02:30,3"))
        .containsExactly(
            "2020-10-25T00:30:00Z a 1.0",
            "2020-10-25T00:30:00Z b 2.0",
            "2020-10-25T01:30:00Z a 3.0");
  }

  @Test
  void theHourThatClocksSkipIsABadRow() throws IOException {
    List<ReadRow> rows =
        rows(
            options(Optional.empty(), List.of(), "Europe/Zurich"),
            "time,a",
            "2020-03-29 01:59,1",
            "2020-03-29 02:30,2",
            "2020-03-29 03:00,3");
    assertThat(rows.get(1).faults()).singleElement().asString().contains("does not exist in zone");
    assertThat(rows.get(2).time() - rows.get(0).time()).isEqualTo(60_000);
  }

  @Test
  void aDayBeyondTheTwelfthTellsDayFromMonth() throws IOException {
    assertThat(observations(CsvOptions.guess(), "d,a", "1/2/2020 5:00,1", "13/2/2020 5:00,2"))
        .containsExactly("2020-02-01T05:00:00Z data.a 1.0", "2020-02-13T05:00:00Z data.a 2.0");
  }

  @Test
  void aWrongColumnIsAnsweredWithTheColumnsThatAreThere() {
    assertThatThrownBy(
            () ->
                observations(
                    options(Optional.empty(), List.of("speed"), "UTC"),
                    "time,a,b",
                    "2020-01-01,1,2"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("no column speed")
        .hasMessageContaining("time, a, b");
  }

  @Test
  void aFileWithoutTimesIsAnsweredWithItsColumnsAndWhatToGive() {
    assertThatThrownBy(() -> observations(CsvOptions.guess(), "when,a", "noon,1"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("when (noon), a (1)")
        .hasMessageContaining("--format");
  }

  @Test
  void timesInAnotherThanTheGivenFormatRefuse() {
    CsvOptions options =
        new CsvOptions(
            Optional.of("time"),
            List.of(),
            Optional.empty(),
            Optional.of("d.M.yyyy"),
            ZoneId.of("UTC"),
            Optional.empty(),
            CsvCovariates.NONE);
    assertThatThrownBy(() -> observations(options, "time,a", "2020-01-01,1"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("'2020-01-01'")
        .hasMessageContaining("d.M.yyyy");
  }

  @Test
  void anEmptyFileAndOneWithNamesAloneAreEmpty() {
    assertThatThrownBy(() -> observations(CsvOptions.guess()))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> observations(CsvOptions.guess(), "time,value"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Replayer.check(directory.resolve("none.csv"), CsvOptions.guess()))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void aQuoteThatNeverEndsIsOneLine() {
    assertThatThrownBy(
            () -> observations(CsvOptions.guess(), "time,a", "2020-01-01,1", "\"2020-01-02,2"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("line")
        .hasMessageContaining("quotes");
  }

  private static CsvOptions options(Optional<String> series, List<String> values, String zone) {
    return new CsvOptions(
        Optional.empty(),
        values,
        series,
        Optional.empty(),
        ZoneId.of(zone),
        Optional.empty(),
        CsvCovariates.NONE);
  }

  private static String isoName() {
    return TimeFormat.usual().get(0).toString();
  }

  private List<String> observations(CsvOptions options, String... lines) throws IOException {
    List<String> observations = new ArrayList<>();
    for (ReadRow row : rows(options, lines)) {
      row.values()
          .forEach(
              value ->
                  observations.add(
                      Instant.ofEpochMilli(row.time()) + " " + value.key() + " " + value.value()));
    }
    return observations;
  }

  private List<ReadRow> rows(CsvOptions options, String... lines) throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), String.join("\n", lines));
    List<ReadRow> rows = new ArrayList<>();
    try (CsvObservations observations = CsvObservations.open(file, options)) {
      for (ReadRow row = observations.next(); row != null; row = observations.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
