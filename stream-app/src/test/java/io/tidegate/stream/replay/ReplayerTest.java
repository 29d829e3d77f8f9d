package io.tidegate.stream.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(counts).isEqualTo(new ReplayCounts(5, 5, 1, 2, 2));
    assertThat(sent).hasSize(5).last().isEqualTo("file.b 1577851200000 2.0");
    assertThat(bad)
        .extracting(line -> line.substring(0, 6))
        .containsExactly("line 4", "line 5", "line 5");
    assertThat(counts.describe()).contains("5 rows", "5 observations", "2 bad rows");
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
    return new Replayer(
        file,
        CsvOptions.guess(),
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
      public void send(String key, long time, double value) {
        sent.add(key + " " + time + " " + value);
        afterEach.run();
      }

      @Override
      public void flush() {}
    };
  }
}
