package io.tidegate.stream.delivery;

import io.tidegate.schema.AlertEvent;
import io.tidegate.stream.alerts.AlertDocument;
import io.tidegate.stream.config.DeliverySettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells an address of every event, one request each, with a key by which doubles are known. */
final class Webhook implements Receiver {
  /** The same for every try of one event, and for no other event. */
  static final String KEY = "Idempotency-Key";

  private final HttpPost post;
  private final Optional<Signature> signature;
  private final PageLinks links;
  private final Clock clock;

  /** The body; times are milliseconds since 1970. */
  private record Body(
      String id,
      String series,
      int partition,
      long opened,
      String link,
      AlertDocument.Event event) {}

  Webhook(DeliverySettings settings, PageLinks links, Clock clock) {
    post = new HttpPost(settings.webhook().orElseThrow(), settings.timeout());
    signature = Optional.of(settings.secret()).filter(one -> !one.isEmpty()).map(Signature::new);
    this.links = links;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Outcome tell(String series, AlertEvent event) throws InterruptedException {
    byte[] body =
        Json.bytes(
            new Body(
                event.getId(),
                series,
                event.getSourcePartition(),
                event.getOpened().toEpochMilli(),
                links.alert(event.getId()),
                AlertDocument.Event.of(event)));
    Map<String, String> headers = new TreeMap<>();
    headers.put(KEY, key(event));
    signature.ifPresent(one -> headers.put(Signature.HEADER, one.of(body, clock.instant())));
    return post.send(body, headers);
  }

  /** An alert may escalate twice, so the offset belongs to it. */
  private static String key(AlertEvent event) {
    return PageLinks.encoded(event.getId())
        + "/"
        + event.getChange()
        + "/"
        + event.getSourceOffset();
  }
}
