package io.tidegate.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.stream.suite.InstalledTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The Prometheus that is installed on this machine, scraping one address every second. */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  /**
   * Starts it; skips the test where it is not installed.
   *
   * @param target host and port that it scrapes
   * @param rules file of its rules
   */
  Prometheus(Path directory, String target, Path rules) throws IOException {
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port + "/");
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            "global: {scrape_interval: 1s, evaluation_interval: 1s}\n"
                + "rule_files: ['"
                + rules.toAbsolutePath()
                + "']\n"
                + "scrape_configs: [{job_name: tidegate, static_configs: [{targets: ['"
                + target
                + "']}]}]\n");
    process =
        new ProcessBuilder(
                program("prometheus").toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    await("Prometheus")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("-/ready").length() > 0);
  }

  /** One of its programs; skips the test where it is not installed. */
  static Path program(String name) {
    if (InstalledTools.find(name).isEmpty()) {
      InstalledTools.lacking(
          "dashboard and rules are not tested: no "
              + name
              + " on the PATH; on Debian: apt-get install prometheus");
    }
    return InstalledTools.find(name).orElseThrow();
  }

  /** Runs promtool, which has to be content. */
  static void promtool(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program("promtool").toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The time series that an expression gives now. */
  JsonNode query(String expression) {
    JsonNode answer =
        json("api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    assertThat(answer.path("status").asText()).as(expression + ": " + answer).isEqualTo("success");
    return answer.at("/data/result");
  }

  /** What it has made of its rules. */
  JsonNode rules() {
    return json("api/v1/rules").at("/data/groups");
  }

  private JsonNode json(String path) {
    try {
      return JSON.readTree(get(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String get(String path) throws IOException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(address.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
