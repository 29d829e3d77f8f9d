package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir private Path folder;

  private DataSet read(String text, String... columns) throws IOException {
    Path file = Files.writeString(folder.resolve("some.csv"), text);
    return CsvFile.read(file, List.of(columns), List.of(), null, Integer.MAX_VALUE);
  }

  private void refused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContainingAll(parts)
        .message()
        .hasLineCount(1);
  }

  @Test
  void timesAreReadAsBothKindsOfFilesWriteThem() throws IOException {
    DataSet iso = read("date,a,b\n2016-07-01 00:00:00,1,2\n2016-07-01 01:00:00,3,4\n");
    assertThat(iso.time(1)).isEqualTo(Instant.parse("2016-07-01T01:00:00Z").toEpochMilli());
    assertThat(iso.series()).containsExactly("a", "b");
    assertThat(iso.value(1, 1)).isEqualTo(4);
    DataSet american = read("date,a\n1/9/2010 0:00,1\n1/9/2010 0:10,2\n");
    assertThat(american.time(0)).isEqualTo(Instant.parse("2010-01-09T00:00:00Z").toEpochMilli());
    assertThat(american.stepMillis()).isEqualTo(600_000);
  }

  @Test
  void aCovariateIsNoSeries() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("some.csv"), "t,a,b,c\n2020-01-01,1,2,3\n2020-01-02,4,5,\n");
    DataSet data = CsvFile.read(file, List.of(), List.of("b", "c"), null, Integer.MAX_VALUE);
    assertThat(data.series()).containsExactly("a");
    assertThat(data.covariates(0)).containsExactly(entry("b", 2.0), entry("c", 3.0));
    assertThat(data.covariates(1)).containsExactly(entry("b", 5.0));
    assertThatThrownBy(
            () -> CsvFile.read(file, List.of("a", "b"), List.of("b"), null, Integer.MAX_VALUE))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("each column once");
  }

  @Test
  void daysAndOffsetsAreTimesToo() throws IOException {
    assertThat(read("t,a\n2020-01-01,1\n2020-01-02,2\n").season()).isEqualTo(1);
    assertThat(read("t,a\n2020-01-01T02:00:00+02:00,1\n2020-01-01T03:00:00+02:00,2\n").time(0))
        .isEqualTo(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void absentRowsAndEmptyCellsAreMissing() throws IOException {
    DataSet data =
        read(
            "t,a\n2020-01-01 00:00,1\n2020-01-01 01:00,\n2020-01-01 02:00,3\n2020-01-01 04:00,5\n");
    assertThat(data.rows()).isEqualTo(5);
    assertThat(data.value(0, 1)).isNaN();
    assertThat(data.value(0, 3)).isNaN();
    assertThat(data.value(0, 4)).isEqualTo(5);
  }

  @Test
  void aRowThatCannotBeReadIsNamedByItsLine() {
    refused("t,a\n2020-01-01 00:00,1\n2020-01-01 01:00,x\n", "line 3", "column a", "'x'");
    refused("t,a\n2020-01-01 00:00,1\nyesterday,2\n", "line 3", "yesterday");
    refused("t,a\n2020-01-01 00:00,1\n2020-01-01 01:00\n", "line 3", "2 cells");
    refused("t,a\n2020-01-01 00:00,1\n2020-01-01 00:00,2\n", "line 3", "after that");
  }

  @Test
  void aFileWithoutRowsOrSeriesIsRefused() {
    refused("", "some.csv", "empty");
    refused("t,a\n", "two rows", "found 0");
    refused("t\n2020-01-01\n", "at least one series");
  }

  @Test
  void anUnknownColumnIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> read("t,a,b\n2020-01-01 00:00,1,2\n2020-01-01 01:00,1,2\n", "c"))
        .hasMessageContainingAll("'c'", "t, a, b");
  }

  @Test
  void aPartThatTheFileCannotFillIsRefused() throws IOException {
    DataSet data = BacktestSample.waves(1, 100);
    assertThat(Parts.of(data, null, null, null, 48)).isEqualTo(new Parts(20, 5, 75));
    assertThatThrownBy(() -> Parts.of(data, 60, 20, 21, 1)).hasMessageContaining("found 100");
    assertThatThrownBy(() -> Parts.of(data, 60, 20, 20, 48)).hasMessageContaining("more than 48");
  }
}
