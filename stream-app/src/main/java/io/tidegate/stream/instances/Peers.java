package io.tidegate.stream.instances;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other instances over HTTP. Thread-safe. */
final class Peers {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECTING = Duration.ofSeconds(1);
  private static final Duration ANSWERING = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  /** What the instance at an address has of a series; empty if it does not say, or not in time. */
  Optional<SeriesDocument> ask(String address, int partition, String series) {
    HttpRequest request =
        HttpRequest.newBuilder(address(address, partition, series))
            .header(Instances.ASKED_BY_AN_INSTANCE, "1")
            .timeout(ANSWERING)
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200
          ? Optional.of(MAPPER.readValue(answer.body(), SeriesDocument.class))
          : Optional.empty();
    } catch (IOException e) {
      LOG.debug("no answer from instance {}", address, e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static URI address(String address, int partition, String series) {
    // In a path a plus sign is one.
    String key = URLEncoder.encode(series, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create("http://" + address + "/api/series/" + key + "/state?partition=" + partition);
  }
}
