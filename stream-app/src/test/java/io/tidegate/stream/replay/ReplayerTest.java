package io.tidegate.stream.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {
  @TempDir Path directory;

  private final List<String> sent = new ArrayList<>();
  private final List<String> bad = new ArrayList<>();

  @Test
  void whatIsSentSkippedAndMissingAddsUpToTheFile() throws Exception {
    Path file =
        file(
            "time,a,b",
            "2020-01-01 00:00:00,1,2",
            "2020-01-01 01:00:00,,2",
            "broken,1,2",
            "2020-01-01 03:00:00,x,y",
            "2020-01-01 04:00:00,1,2");
    ReplayCounts counts = replayer(file).run(sink(() -> {}));
    assertThat(counts).isEqualTo(new ReplayCounts(5, 5, 0, 1, 2, 2));
    assertThat(sent).hasSize(5).last().isEqualTo("file.b 1577851200000 2.0");
    assertThat(bad)
        .extracting(line -> line.substring(0, 6))
        .containsExactly("line 4", "line 5", "line 5");
    assertThat(counts.describe()).contains("5 rows", "5 observations", "2 bad rows");
  }

  @Test
  void covariatesGoWithEachValueOfTheirRowAndAreAnnouncedSoManyRowsAhead() throws Exception {
    Path file =
        file(
            "time,a,b,holiday",
            "2020-01-01,1,2,0",
            "2020-01-02,3,4,1",
            "2020-01-03,5,,0",
            "2020-01-04,,,1",
            "2020-01-05,,,0");
    ReplayCounts counts = replayer(file, 2, "holiday").run(sink(() -> {}));
    assertThat(sent)
        .containsExactly(
            "ahead file.a " + day(2) + " {holiday=1.0}",
            "ahead file.b " + day(2) + " {holiday=1.0}",
            "ahead file.a " + day(3) + " {holiday=0.0}",
            "ahead file.b " + day(3) + " {holiday=0.0}",
            "file.a " + day(1) + " 1.0 {holiday=0.0}",
            "file.b " + day(1) + " 2.0 {holiday=0.0}",
            "ahead file.a " + day(4) + " {holiday=1.0}",
            "ahead file.b " + day(4) + " {holiday=1.0}",
            "file.a " + day(2) + " 3.0 {holiday=1.0}",
            "file.b " + day(2) + " 4.0 {holiday=1.0}",
            "ahead file.a " + day(5) + " {holiday=0.0}",
            "ahead file.b " + day(5) + " {holiday=0.0}",
            "file.a " + day(3) + " 5.0 {holiday=0.0}");
    assertThat(counts).isEqualTo(new ReplayCounts(5, 5, 8, 5, 0, 2));
    assertThat(counts.describe()).contains("8 known futures");
  }

  @Test
  void rowsOfOneTimeAreOneStepAheadWhereverTheirSeriesStand() throws Exception {
    Path file =
        file(
            "time,series,value,promotion",
            "2020-01-01,x,1,0",
            "2020-01-01,y,2,1",
            "2020-01-02,x,3,",
            "2020-01-02,y,4,5",
            "2020-01-03,y,6,7");
    replayer(file, 1, "promotion").run(sink(() -> {}));
    assertThat(sent)
        .containsExactly(
            "ahead y " + day(2) + " {promotion=5.0}",
            "x " + day(1) + " 1.0 {promotion=0.0}",
            "y " + day(1) + " 2.0 {promotion=1.0}",
            "ahead y " + day(3) + " {promotion=7.0}",
            "x " + day(2) + " 3.0",
            "y " + day(2) + " 4.0 {promotion=5.0}",
            "y " + day(3) + " 6.0 {promotion=7.0}");
  }

  @Test
  void withoutAReachNothingIsAnnouncedAndNoRowIsReadBeforeItsTurn() throws Exception {
    Path file = file("time,a,holiday", "2020-01-01,1,0", "2020-01-02,3,1");
    assertThat(replayer(file, 0, "holiday").run(sink(() -> {})).announced()).isZero();
    assertThat(sent).hasSize(2).last().isEqualTo("file.a " + day(2) + " 3.0 {holiday=1.0}");
  }

  private static long day(int day) {
    return Instant.parse("2020-01-0" + day + "T00:00:00Z").toEpochMilli();
  }

  @Test
  void stoppedItEndsAfterTheRowThatItIsAt() throws Exception {
    Path file = file("time,a", "2020-01-01,1", "2020-01-02,2", "2020-01-03,3");
    Replayer replayer = replayer(file);
    ReplayCounts counts = replayer.run(sink(() -> stopAfterTwo(replayer)));
    assertThat(counts.rows()).isEqualTo(2);
    assertThat(sent).hasSize(2);
  }

  private void stopAfterTwo(Replayer replayer) {
    if (sent.size() == 2) {
      replayer.stop();
    }
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("file.csv"), List.of(lines));
  }

  private Replayer replayer(Path file) {
    return replayer(file, CsvOptions.guess());
  }

  private Replayer replayer(Path file, int announce, String... covariates) {
    return replayer(
        file,
        new CsvOptions(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            ZoneOffset.UTC,
            Optional.empty(),
            new CsvCovariates(List.of(covariates), announce)));
  }

  private Replayer replayer(Path file, CsvOptions options) {
    return new Replayer(
        file,
        options,
        Pace.max(),
        new ReplayListener() {
          @Override
          public void started(String layout) {}

          @Override
          public void read(long line) {}

          @Override
          public void bad(long line, String reason) {
            bad.add("line " + line + ": " + reason);
          }
        });
  }

  private ObservationSink sink(Runnable afterEach) {
    return new ObservationSink() {
      @Override
      public void send(String key, long time, double value, Map<String, Double> covariates) {
        sent.add(key + " " + time + " " + value + (covariates.isEmpty() ? "" : " " + covariates));
        afterEach.run();
      }

      @Override
      public void announce(String key, long time, Map<String, Double> values) {
        sent.add("ahead " + key + " " + time + " " + values);
      }

      @Override
      public void flush() {}
    };
  }
}
