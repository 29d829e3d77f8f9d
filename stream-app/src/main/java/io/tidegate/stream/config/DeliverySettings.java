package io.tidegate.stream.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tidegate.wire.Configuration;
import io.tidegate.wire.ConfigurationTypes;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where alerts are delivered to besides their topic. Immutable.
 *
 * @param webhook address that gets every event of an alert; empty for none
 * @param secret its body is signed with; empty for no signature
 * @param timeout longest wait for one answer, of either receiver
 * @param attempts tries before an event that a receiver refuses is passed over
 * @param alertmanager address of Prometheus' Alertmanager; empty for none
 * @param resend how often Alertmanager is told again of what is open
 */
public record DeliverySettings(
    Optional<URI> webhook,
    String secret,
    Duration timeout,
    int attempts,
    Optional<URI> alertmanager,
    Duration resend) {

  /** Longest wait that a member of a Kafka group can afford. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

  private static final String WEBHOOK = "tidegate.alert.webhook.url";
  private static final String SECRET = "tidegate.alert.webhook.secret";
  private static final String TIMEOUT = "tidegate.alert.webhook.timeout";
  private static final String ATTEMPTS = "tidegate.alert.webhook.attempts";
  private static final String ALERTMANAGER = "tidegate.alert.alertmanager.url";
  private static final String RESEND = "tidegate.alert.alertmanager.resend";

  /** An address to send to or to link to; empty is none. */
  static final ConfigDef.Validator ADDRESS =
      ConfigurationTypes.validator(
          "an address such as https://example.org/path, or nothing",
          text -> text.isEmpty() || isAddress(URI.create(text)));

  private static boolean isAddress(URI address) {
    return address.getHost() != null
        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getFragment() == null;
  }

  /** Adds the keys. */
  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            WEBHOOK,
            STRING,
            "",
            ADDRESS,
            MEDIUM,
            "Address that gets every event of an alert by POST, as JSON; empty: none.")
        .define(
            SECRET,
            PASSWORD,
            "",
            MEDIUM,
            "Secret that the webhook's bodies are signed with (HMAC-SHA256); empty: no signature.")
        .define(
            TIMEOUT,
            STRING,
            "PT10S",
            ConfigurationTypes.validator(
                "a positive ISO-8601 duration of at most " + LONGEST_TIMEOUT,
                text -> {
                  Duration timeout = Duration.parse(text);
                  return timeout.toMillis() > 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0;
                }),
            LOW,
            "Longest wait for an answer of the webhook or of Alertmanager.")
        .define(
            ATTEMPTS,
            INT,
            5,
            between(1, 1_000),
            LOW,
            "Tries before an event that the webhook or Alertmanager refuses (an answer of 3xx or 4xx"
                + " other than 408 and 429) is passed over.")
        .define(
            ALERTMANAGER,
            STRING,
            "",
            ADDRESS,
            MEDIUM,
            "Address of Prometheus' Alertmanager, to which /api/v2/alerts is added; empty: none.")
        .define(
            RESEND,
            STRING,
            "PT1M",
            ConfigurationTypes.DURATION,
            LOW,
            "How often Alertmanager is told again of the open alerts; it forgets one that it was not"
                + " told of for four times as long.");
  }

  static DeliverySettings of(Configuration from) {
    return new DeliverySettings(
        address(from, WEBHOOK),
        from.secret(SECRET),
        from.duration(TIMEOUT),
        from.integer(ATTEMPTS),
        address(from, ALERTMANAGER),
        from.duration(RESEND));
  }

  static Optional<URI> address(Configuration from, String key) {
    return Optional.of(from.string(key)).filter(text -> !text.isEmpty()).map(URI::create);
  }
}
