package io.tidegate.stream.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.stream.replay.CsvOptions;
import io.tidegate.stream.replay.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeSeriesTest {
  private static final int CHANGE = 30;
  private static final int ROWS = 60;

  @TempDir Path directory;

  private List<String> lines(int change, long seed) throws IOException {
    return Files.readAllLines(
        new MadeSeries(3, ROWS, change, seed).write(directory.resolve("made.csv")));
  }

  @Test
  void theSameSeedMakesTheSameSeriesAndAnotherOneOthers() throws IOException {
    assertThat(lines(MadeSeries.NEVER, 5)).isEqualTo(lines(MadeSeries.NEVER, 5));
    assertThat(lines(MadeSeries.NEVER, 6)).isNotEqualTo(lines(MadeSeries.NEVER, 5));
  }

  @Test
  void aChangeLeavesWhatIsBeforeItAsItWas() throws IOException {
    List<String> steady = lines(MadeSeries.NEVER, 5);
    List<String> changed = lines(CHANGE, 5);
    assertThat(changed.subList(0, CHANGE + 1)).isEqualTo(steady.subList(0, CHANGE + 1));
    assertThat(changed.get(CHANGE + 1)).isNotEqualTo(steady.get(CHANGE + 1));
  }

  @Test
  void theFileCanBeReplayed() throws IOException {
    assertThat(lines(MadeSeries.NEVER, 1)).hasSize(ROWS + 1);
    Replayer.check(directory.resolve("made.csv"), CsvOptions.guess());
  }
}
