package io.tidegate.stream.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sends JSON by POST and judges the answer: 2xx is taken; no answer, 408, 429 and 5xx may be taken
 * later; anything else is refused. Redirects are not followed: a signed body goes to whom it was
 * signed for.
 */
final class HttpPost {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client;
  private final URI address;
  private final Duration timeout;

  HttpPost(URI address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Tries once. */
  Outcome send(byte[] body, Map<String, String> headers) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "tidegate")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return judged(client.send(request.build(), HttpResponse.BodyHandlers.discarding()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Outcome.later("no answer (" + why + ")", Optional.empty());
    }
  }

  private static Outcome judged(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return Outcome.taken();
    }
    String why = "status " + status;
    if (status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
      return Outcome.later(
          why, response.headers().firstValue("Retry-After").flatMap(HttpPost::seconds));
    }
    return Outcome.refused(why);
  }

  /** The other form, a date, is as good as nothing: our own wait is not longer than a minute. */
  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }
}
