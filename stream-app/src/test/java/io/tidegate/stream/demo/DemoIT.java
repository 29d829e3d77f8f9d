package io.tidegate.stream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.stream.cli.TidegateMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user starts it, in a process of its own, with the real trainer. */
class DemoIT {
  private static final Path TRAINER = Path.of("../model/trainer/target/tidegate-trainer.jar");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int ROWS = 600;

  @TempDir Path directory;
  private Process demo;

  @AfterEach
  void endWhatIsLeft() {
    if (demo != null) {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
  }

  @Test
  void aFileInLockstepIsForecastRetrainedOnAndAccountedForToTheLastRow() throws Exception {
    requireTrainer();
    int code =
        run(
            "--csv", file().toString(),
            "--speed", "max",
            "--duration", "PT5M",
            "--trainer", TRAINER.toString(),
            "--set", "tidegate.trainer.batches.first=4",
            "--set", "tidegate.trainer.batches=4",
            "--set", "tidegate.trainer.gate.offline=off",
            "--set", "tidegate.trainer.reject.above=1000");
    assertThat(code).as(output()).isZero();
    // Three stops at 500, 1,000 and 1,500 of 1,805 observations, one more retraining at none.
    assertThat(lastLine())
        .contains("3 series; 1,805 observations: 1,799 forecasts, 3 late, 3 duplicates")
        .contains("0 dead letters, 1 bad rows")
        .contains("3 models trained (3 promoted, 0 rejected)")
        .doesNotContain(" 0 forecasts from retrained versions");
  }

  @Test
  void theTrainerEndsWhenTheDemoIsKilled() throws Exception {
    requireTrainer();
    start("--trainer", TRAINER.toString());
    ProcessHandle trainer =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(this::trainer, Optional::isPresent)
            .orElseThrow();
    demo.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(30)).until(() -> !trainer.isAlive());
  }

  @Test
  void aTrainerThatEndsByItselfEndsTheDemoWithWhatItSaid() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");
    assertThat(run("--trainer", broken.toString())).as(output()).isEqualTo(1);
    assertThat(output()).contains("the trainer ended with exit code 1", "corrupt jarfile");
    assertThat(lastLine()).startsWith("tidegate demo: ");
  }

  @Test
  void theTermSignalEndsTheDemoWithItsSummaryAndWithoutItsDirectory() throws Exception {
    Path idle = idleTrainer();
    start("--trainer", idle.toString());
    await().atMost(Duration.ofSeconds(60)).until(() -> output().contains("records/s"));
    Path data = Path.of(output().replaceAll("(?s).*: (\\S+), deleted at the end.*", "$1"));
    assertThat(data).isDirectory();
    demo.destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(lastLine()).startsWith("tidegate demo: ");
    assertThat(data).doesNotExist();
  }

  /** A jar that does nothing until its standard input ends. */
  private Path idleTrainer() throws IOException {
    Path jar = directory.resolve("idle.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Main-Class", IdleTrainer.class.getName());
    String entry = IdleTrainer.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = IdleTrainer.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  private static void requireTrainer() {
    boolean built = Files.isRegularFile(TRAINER);
    if (System.getenv("CI") != null) {
      assertThat(built).as("%s is built before this module", TRAINER).isTrue();
    }
    assumeTrue(built, "the trainer is not built");
  }

  /**
   * Ten-minute steps of three daily waves; one bad row, one row twice, and one row that is a day
   * late: 600 x 3 + 3 + 3 - 1 observations.
   */
  private Path file() throws IOException {
    Random noise = new Random(7);
    List<String> lines = new ArrayList<>(List.of("time,a,b,c"));
    for (int row = 0; row < ROWS; row++) {
      lines.add(row(row, noise));
    }
    lines.add(300, lines.get(299));
    lines.add(400, lines.get(100));
    lines.set(500, lines.get(500).replaceFirst(",[^,]*", ",broken"));
    return Files.write(directory.resolve("waves.csv"), lines);
  }

  private static String row(int row, Random noise) {
    double angle = 2 * Math.PI * row / 144;
    return String.format(
        Locale.ROOT,
        "%s,%.3f,%.3f,%.3f",
        TIME.format(LocalDateTime.of(2020, 1, 1, 0, 0).plusMinutes(10L * row)),
        10 + Math.sin(angle) + 0.1 * noise.nextGaussian(),
        100 * Math.cos(angle) + noise.nextGaussian(),
        Math.sin(angle) * Math.sin(angle) + 0.05 * noise.nextGaussian());
  }

  private int run(String... options) throws Exception {
    start(options);
    assertThat(demo.waitFor(8, TimeUnit.MINUTES)).as(output()).isTrue();
    return demo.exitValue();
  }

  private void start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of(TidegateMain.class.getName(), "demo", "--port", "0"));
    command.addAll(Arrays.asList(options));
    demo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(outputFile().toFile())
            .start();
  }

  private Optional<ProcessHandle> trainer() {
    return demo.descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("tidegate-trainer.jar"))
        .findFirst();
  }

  private Path outputFile() {
    return directory.resolve("output.txt");
  }

  private String output() throws IOException {
    return Files.exists(outputFile()) ? Files.readString(outputFile()) : "";
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(outputFile());
    return lines.get(lines.size() - 1);
  }
}
