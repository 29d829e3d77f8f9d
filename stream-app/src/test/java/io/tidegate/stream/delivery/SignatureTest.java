package io.tidegate.stream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
  @Test
  void aSignatureIsTheOneThatOpensslMakesOfTimeAndBody() {
    // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'très secret'
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(new Signature("très secret").of(body, Instant.ofEpochSecond(1_700_000_000)))
        .isEqualTo(
            "t=1700000000,v1=6b01b4470378c4c66a4430cb9f72d274c17184d85d0b887c0bd94e82c43a73f8");
  }
}
