package io.tidegate.stream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPostTest {
  private LoopbackReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new LoopbackReceiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, TAKEN",
    "202, TAKEN",
    "301, REFUSED",
    "307, REFUSED",
    "400, REFUSED",
    "401, REFUSED",
    "404, REFUSED",
    "408, LATER",
    "429, LATER",
    "500, LATER",
    "503, LATER"
  })
  void anAnswerIsTakenLaterOrRefusedByItsStatus(int status, Outcome.Kind kind) throws Exception {
    receiver.answer(status);
    HttpPost post = new HttpPost(receiver.address("/hook?a=1"), Duration.ofSeconds(10));
    Outcome outcome = post.send(new byte[] {'{', '}'}, Map.of("X", "y"));
    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(receiver.requests()).hasSize(1);
    LoopbackReceiver.Request request = receiver.requests().get(0);
    assertThat(request.path()).isEqualTo("/hook?a=1");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("X")).isEqualTo("y");
  }

  @Test
  void nobodyThereIsLater() throws Exception {
    URI nobody = receiver.address("/");
    receiver.close();
    Outcome outcome = new HttpPost(nobody, Duration.ofSeconds(10)).send(new byte[0], Map.of());
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.LATER);
    assertThat(outcome.why()).startsWith("no answer");
  }
}
