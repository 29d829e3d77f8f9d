package io.tidegate.stream.delivery;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertEvent;
import io.tidegate.stream.alerts.Alert;
import io.tidegate.stream.alerts.AlertFilter;
import io.tidegate.stream.config.DeliverySettings;
import io.tidegate.stream.view.LiveView;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Prometheus' Alertmanager (API v2) of every event, and again and again of what is open,
 * since it forgets what it is not told of. What is open is known by the live view, whichever
 * instance told of it first, so that a restart tells of it again too; Alertmanager itself knows
 * doubles by their labels.
 */
final class Alertmanager implements Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Alertmanager.class);
  private static final String PATH = "/api/v2/alerts";
  private static final int AT_ONCE = 500;
  private static final int REMEMBERED = 10_000;

  /** Prometheus, too, lets an alert live for four times the interval after the last word. */
  private static final int LIVES = 4;

  private final HttpPost post;
  private final Duration resend;
  private final AlertmanagerFormat format;
  private final LiveView view;
  private final Clock clock;

  /** The view may not have read yet what was told here to be over. */
  private final Map<String, Boolean> over =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Instant next = Instant.MIN;

  Alertmanager(DeliverySettings settings, PageLinks links, LiveView view, Clock clock) {
    post = new HttpPost(address(settings.alertmanager().orElseThrow()), settings.timeout());
    resend = settings.resend();
    format = new AlertmanagerFormat(links, resend.multipliedBy(LIVES));
    this.view = view;
    this.clock = clock;
  }

  private static URI address(URI base) {
    return URI.create(base.toString().replaceFirst("/*$", "") + PATH);
  }

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public Outcome tell(String series, AlertEvent event) throws InterruptedException {
    List<AlertEvent> before =
        view.alert(event.getId()).map(Alert::events).orElse(List.of()).stream()
            .filter(known -> known.getSourceOffset() < event.getSourceOffset())
            .toList();
    if (event.getChange() == AlertChange.RESOLVED) {
      over.put(event.getId(), true);
    }
    return send(format.of(series, before, event, clock.instant()));
  }

  @Override
  public void idle() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(next) || !view.status().refilled()) {
      return;
    }
    next = now.plus(resend);
    List<AlertmanagerFormat.Posted> open =
        view
            .alerts(
                new AlertFilter(
                    AlertFilter.State.OPEN,
                    AlertFilter.ALL.series(),
                    AlertFilter.ALL.kind(),
                    AlertFilter.ALL.least()))
            .stream()
            .filter(alert -> !over.containsKey(alert.id()))
            .flatMap(alert -> format.of(alert.series(), List.of(), alert.newest(), now).stream())
            .toList();
    for (int from = 0; from < open.size(); from += AT_ONCE) {
      Outcome outcome = send(open.subList(from, Math.min(open.size(), from + AT_ONCE)));
      if (outcome.kind() != Outcome.Kind.TAKEN) {
        LOG.warn("Alertmanager was not told again of open alerts: {}", outcome.why());
        return;
      }
    }
  }

  private Outcome send(List<AlertmanagerFormat.Posted> alerts) throws InterruptedException {
    return post.send(Json.bytes(alerts), Map.of());
  }
}
