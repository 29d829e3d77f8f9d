package io.tidegate.stream.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class VectorRestartTest {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int EXIT_CODE = 7;

  /** The program whose JVM starts anew: tells what it sees and ends with an exit code. */
  public static void main(String[] arguments) throws IOException {
    System.err.println("a JVM begins");
    VectorRestart.attempt(System.err);
    System.out.println("pid " + ProcessHandle.current().pid());
    System.out.println("vectors " + ModuleLayer.boot().findModule(MODULE).isPresent());
    System.out.println("property " + System.getProperty("test.property"));
    System.out.println("arguments " + String.join("|", arguments));
    System.out.println("heap " + Runtime.getRuntime().maxMemory());
    System.out.println(
        "input " + new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip());
    System.exit(EXIT_CODE);
  }

  private record Ended(long pid, int code, List<String> out, List<String> err) {}

  private static ProcessBuilder java(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), VectorRestartTest.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static Ended run(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write("read me\n".getBytes(StandardCharsets.UTF_8));
    }
    List<String> out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    List<String> err =
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.pid(), process.exitValue(), out, err);
  }

  private static long begun(Ended ended) {
    return ended.err().stream().filter("a JVM begins"::equals).count();
  }

  @Test
  void aJvmWithoutTheVectorApiBecomesOneThatHasIt() throws Exception {
    Ended ended = run(java(List.of()));
    assertThat(ended.out()).contains("vectors true", "pid " + ended.pid());
    assertThat(ended.code()).isEqualTo(EXIT_CODE);
    assertThat(begun(ended)).isEqualTo(2);
  }

  @Test
  void optionsArgumentsAndStandardInputAreCarriedOver() throws Exception {
    Ended ended =
        run(
            java(
                List.of("-Xmx64m", "-Dtest.property=a b"),
                "with space",
                "",
                "Zürich",
                "--x=\"y\""));
    assertThat(ended.out())
        .contains(
            "property a b",
            "arguments with space||Zürich|--x=\"y\"",
            "heap " + (64L << 20),
            "input read me");
  }

  @Test
  void theEnvironmentPreventsIt() throws Exception {
    ProcessBuilder builder = java(List.of());
    builder.environment().put("TIDEGATE_VECTOR", "off");
    Ended ended = run(builder);
    assertThat(ended.out()).contains("vectors false");
    assertThat(begun(ended)).isEqualTo(1);
    assertThat(ended.code()).isEqualTo(EXIT_CODE);
  }

  @Test
  void whereTheModuleIsThereNothingBeginsAnew() throws Exception {
    Ended ended = run(java(List.of("--add-modules", MODULE)));
    assertThat(ended.out()).contains("vectors true");
    assertThat(begun(ended)).isEqualTo(1);
  }

  @Test
  void aJvmThatDoesNotOptimiseKeepsToPlainLoops() throws Exception {
    for (String option : new String[] {"-Xint", "-XX:TieredStopAtLevel=1"}) {
      Ended ended = run(java(List.of(option)));
      assertThat(ended.out()).as(option).contains("vectors false");
      assertThat(begun(ended)).as(option).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeDoneIsToldAndTheWorkIsDoneWithoutIt() throws Exception {
    Ended ended =
        run(
            java(
                List.of(
                    "-Djna.boot.library.path=/nowhere",
                    "-Djna.nounpack=true",
                    "-Djna.nosys=true")));
    assertThat(ended.out()).contains("vectors false");
    assertThat(ended.code()).isEqualTo(EXIT_CODE);
    assertThat(ended.err())
        .anySatisfy(
            line -> assertThat(line).contains("--add-modules " + MODULE, "TIDEGATE_VECTOR"));
  }

  @Test
  void itStaysOneProcessSoThatKillingItLeavesNothingBehind() throws Exception {
    Process process = java(List.of()).start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("pid " + process.pid());
      assertThat(process.descendants()).isEmpty();
    }
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 9);
  }

  @Test
  void theFlagStandsBeforeEverythingThatWasGiven() {
    assertThat(VectorRestart.withVectors(List.of("java", "-jar", "x.jar", "run")))
        .containsExactly(
            "java",
            "--add-modules",
            MODULE,
            "-Dtidegate.vector.restarted=true",
            "-jar",
            "x.jar",
            "run");
  }
}
