package io.tidegate.stream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintTest {
  @TempDir Path root;

  @Test
  void theResidentSetIsReadInKibibytes() {
    assertThat(Footprint.resident(List.of("VmPeak:  9 kB", "VmRSS:\t    2048 kB")))
        .isEqualTo(2048L * 1024);
    assertThat(Footprint.resident(List.of("Name: java"))).isNull();
  }

  @Test
  void onlyFilesBelowDirectoriesOfThatNameCount() throws Exception {
    Path store = Files.createDirectories(root.resolve("app/0_1/rocksdb/series/deep"));
    Files.write(store.resolve("a.sst"), new byte[10]);
    Files.write(store.resolve("../b.sst"), new byte[5]);
    Files.write(root.resolve("app/series"), new byte[100]);
    assertThat(Footprint.below(root, "series")).isEqualTo(15);
  }
}
