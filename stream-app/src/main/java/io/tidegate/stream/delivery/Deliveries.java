package io.tidegate.stream.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.stream.config.DeliverySettings;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.view.LiveView;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every delivery that is configured, each with a thread and a group of its own, so that one
 * receiver that does not answer keeps no other waiting. Thread-safe.
 */
public final class Deliveries implements AutoCloseable {
  private final List<AlertDelivery> all;

  private Deliveries(List<AlertDelivery> all) {
    this.all = all;
  }

  /**
   * Starts what is configured; nothing may be.
   *
   * @param view knows which alerts are open
   * @param page where the page is, for links
   */
  public static Deliveries start(
      StreamSettings settings, LiveView view, URI page, MeterRegistry metrics) {
    DeliverySettings delivery = settings.delivery();
    PageLinks links = new PageLinks(settings.http().url().orElse(page));
    List<Receiver> receivers = new ArrayList<>();
    if (delivery.webhook().isPresent()) {
      receivers.add(new Webhook(delivery, links, Clock.systemUTC()));
    }
    if (delivery.alertmanager().isPresent()) {
      receivers.add(new Alertmanager(delivery, links, view, Clock.systemUTC()));
    }
    List<AlertDelivery> all =
        receivers.stream().map(one -> new AlertDelivery(settings, one, metrics)).toList();
    all.forEach(AlertDelivery::start);
    return new Deliveries(all);
  }

  /** What does not go as it should, in words for people; empty if all is well. */
  public String complaint() {
    return all.stream()
        .filter(one -> one.state().failures() > 0)
        .map(
            one ->
                one.name()
                    + " did not take an alert "
                    + one.state().failures()
                    + " times in a row, last: "
                    + one.state().why())
        .collect(Collectors.joining(", "));
  }

  /** Stops; what was not delivered is delivered after the next start. */
  @Override
  public void close() {
    all.forEach(AlertDelivery::close);
  }
}
