package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertFeedback;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.schema.FeedbackEvent;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.log.KafkaTopicLog;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.log.TopicLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/** The alerts on the page as a browser shows them. */
class AlertPageIT extends PageSuite {
  private static final String SERIES = "sea/level · Zürich";

  /** The alerts are those that the test writes, and no others. */
  @Override
  Map<String, String> keys() {
    return Map.of("tidegate.alert", "off");
  }

  private static Instant at(int slot) {
    return START.plus(STEP.multipliedBy(slot));
  }

  private AlertEvent open(String series, int slot) {
    AlertEvent event = AlertSamples.opened(series, slot, at(slot));
    write(series, event);
    return event;
  }

  private void write(String series, AlertEvent event) {
    String topic = cluster.settings.topics().alerts();
    cluster.send(new ProducerRecord<>(topic, 0, bytes(series), cluster.encoded(event)));
    cluster.flush();
  }

  private void resolve(String series, AlertEvent event, int slot) {
    write(series, AlertSamples.resolved(event, AlertResolution.NEW_NORMAL, slot, at(slot)));
  }

  /** Kept where one may look at it afterwards. */
  private void picture(String name) throws IOException {
    Path pictures = Files.createDirectories(Path.of("target", "pictures"));
    Files.write(pictures.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  private void device(int width, int height, boolean mobile) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            width,
            "height",
            height,
            "deviceScaleFactor",
            mobile ? 2 : 1,
            "mobile",
            mobile));
  }

  private void dark() {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
  }

  private void choose(String selector, String value) {
    browser.executeScript(
        "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
            + "e.dispatchEvent(new Event('change', {bubbles: true}))",
        selector,
        value);
  }

  private List<String> listed() {
    return texts("#alerts-list .what b");
  }

  @Test
  void openAndPastAlertsAreListedFilteredAndCountedAsTheyCome() throws Exception {
    observe("plain", 0, 3);
    browser.get(application.page() + "#/alerts");
    patiently().until(() -> text("#alerts-hint").equals("No alert is open."));
    AlertEvent first = open(SERIES, 20);
    AlertEvent second =
        AlertEvent.newBuilder(AlertSamples.opened("pump/3", 22, at(22)))
            .setKind(AlertKind.MISSING_DATA)
            .setSeverity(AlertSeverity.CRITICAL)
            .setValue(null)
            .setExpected(null)
            .setExplanation("No value came where one was due every 10 minutes.")
            .build();
    write("pump/3", second);
    open("<b>odd</b>", 21);
    patiently().until(() -> listed().equals(List.of("pump/3", "<b>odd</b>", SERIES)));
    patiently().until(() -> text("#open-alerts").equals("3"));
    assertThat(texts("#alerts-list .how").get(0)).isEqualTo("critical open");
    choose("#alerts-kind", "missing-data");
    patiently().until(() -> listed().equals(List.of("pump/3")));
    choose("#alerts-kind", "");
    choose("#alerts-severity", "critical");
    patiently().until(() -> listed().equals(List.of("pump/3")));
    choose("#alerts-severity", "");
    browser.findElement(By.id("alerts-series")).sendKeys("LEVEL");
    patiently().until(() -> listed().equals(List.of(SERIES)));
    browser.findElement(By.id("alerts-series")).clear();
    browser.findElement(By.id("alerts-series")).sendKeys("nothing");
    patiently().until(() -> text("#alerts-hint").equals("No such alert."));
    browser.findElement(By.id("alerts-series")).clear();
    browser.findElement(By.id("alerts-series")).sendKeys(" ");

    resolve(SERIES, first, 30);
    patiently().until(() -> text("#open-alerts").equals("2"));
    find("#alerts-state label").get(1).click();
    patiently()
        .until(() -> texts("#alerts-list .how").equals(List.of("warning over, a new normal")));
    find("#alerts-state label").get(2).click();
    patiently().until(() -> listed().size() == 3);
    picture("alerts");
    device(390, 844, true);
    patiently().until(() -> script("return innerWidth").equals(390L));
    assertThat(script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    picture("alerts-phone");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void oneAlertIsShownWithItsChartItsPartsItsEventsAndWhatElseAlerted() throws Exception {
    observe(SERIES, 0, 80);
    cluster.send(bytes(SERIES), cluster.observation(at(80), 40));
    observe(SERIES, 81, 140);
    AlertEvent event = open(SERIES, 80);
    open("beside", 81);
    open("far away", 120);
    patiently().until(() -> application.view().status().forecasts() == 140);
    browser.get(application.page() + "#/alerts");
    patiently().until(() -> listed().size() == 3);
    find("[data-key='alert-" + SERIES + "@0-80']").get(0).sendKeys(Keys.ENTER);
    patiently().until(() -> text("#alert-title").equals("Spike · " + SERIES));
    assertThat(browser.getTitle()).startsWith("Spike · " + SERIES);
    patiently().until(() -> drawnPixels("#alert-chart") > 5_000);
    assertThat(texts("#alert-tags li"))
        .contains("warning", "open", "above what was expected", "model v0");
    assertThat(text("#alert-explanation")).contains("higher than 999 of 1,000");
    assertThat(texts("#alert-figures dt"))
        .containsExactly("observed", "expected", "as rare as", "for");
    assertThat(texts("#alert-figures dd").get(2)).contains("once in 4 weeks");
    assertThat(texts("#alert-parts dt")).containsExactly("range", "residual");
    assertThat(texts("#alert-also .what b")).containsExactly("beside");
    assertThat(text("#alert-hint")).contains("tidegate.http.write=true");
    assertThat(find("#alert-buttons .act")).isEmpty();

    AlertEvent severe = AlertSamples.escalated(event, 84, at(84));
    write(SERIES, severe);
    patiently().until(() -> texts("#alert-events b").equals(List.of("Noticed", "More severe")));
    resolve(SERIES, severe, 90);
    patiently().until(() -> texts("#alert-events b").contains("Over: new normal"));
    patiently().until(() -> texts("#alert-tags li").contains("over, a new normal"));
    browser.findElement(By.id("alert-chart")).sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
    patiently().until(() -> text("#alert-tip").contains("one step before"));
    device(1280, 1250, false);
    picture("alert");
    dark();
    patiently().until(() -> drawnPixels("#alert-chart") > 5_000);
    picture("alert-dark");
    device(390, 1700, true);
    patiently().until(() -> script("return innerWidth").equals(390L));
    assertThat(script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    picture("alert-phone");
    find("#alert-also a").get(0).click();
    patiently().until(() -> text("#alert-title").equals("Spike · beside"));
    assertThat(text("#alert-unseen")).contains("no longer in view");
    browser.get(application.page() + "#/alerts/none@0-1");
    patiently().until(() -> text("#alert-gone-text").equals("No alert none@0-1 is in view."));
    assertThat(complaints()).noneMatch(complaint -> !complaint.contains("404"));
  }

  @Test
  void aSeriesPageMarksItsAlertsAndLinksToThem() throws Exception {
    observe(SERIES, 0, 140);
    resolve(SERIES, open(SERIES, 80), 92);
    open("another", 81);
    open(SERIES, 130);
    browser.get(application.page().toString());
    patiently().until(() -> texts("#series-alerts a").size() == 2);
    assertThat(texts("#series-alerts a").get(0)).startsWith("warning spike, ").endsWith(", open");
    find("#expected").get(0).click();
    patiently().until(() -> drawnPixels() > 5_000);
    picture("series-with-alerts");
    find("#series-alerts a").get(1).click();
    patiently().until(() -> text("#alert-title").equals("Spike · " + SERIES));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void anAlertIsAnsweredOnThePageAndWhatWasSaidIsInTheObservations() throws Exception {
    application.close();
    application = TidegateApplication.start(cluster.with("tidegate.http.write", "true"));
    observe(SERIES, 0, 30);
    patiently().until(() -> application.view().status().forecasts() == 30);
    AlertEvent event =
        AlertEvent.newBuilder(AlertSamples.opened(SERIES, 25, at(25)))
            .setId(SERIES + "@" + partitionOf(SERIES) + "-25")
            .setSourcePartition(partitionOf(SERIES))
            .build();
    write(SERIES, event);
    browser.get(
        application.page()
            + "#/alerts/sea%2Flevel%20%C2%B7%20Z%C3%BCrich%40"
            + partitionOf(SERIES)
            + "-25");
    patiently().until(() -> texts("#alert-buttons .act").size() == 3);
    press("acknowledged");
    assertThat(text("#answer-title")).isEqualTo("Acknowledge this alert?");
    find("#answer-cancel").get(0).click();
    patiently().until(() -> text("#answer-title").isEmpty());
    press("acknowledged");
    find("#answer-by").get(0).sendKeys("Ada", Keys.ENTER);
    patiently().until(() -> text("#answered").startsWith("Written: acknowledged."));
    press("expected");
    picture("answer");
    assertThat(find("#answer-by").get(0).getDomProperty("value")).isEqualTo("Ada");
    browser.executeScript("document.getElementById('answer-until').value = '2025-12-31T00:00'");
    find("#answer-go").get(0).click();
    patiently().until(() -> text("#answer-error").contains("newest observation"));
    browser.executeScript("document.getElementById('answer-until').value = '2026-01-31T00:00'");
    find("#answer-comment").get(0).sendKeys("new pump");
    find("#answer-go").get(0).click();
    patiently().until(() -> text("#answered").startsWith("Written: expected."));

    find("#alert-tags a").get(0).click();
    patiently().until(() -> text("#title").equals(SERIES));
    press("announce");
    picture("series-answer");
    find("#answer-go").get(0).click();
    patiently().until(() -> text("#series-answered").startsWith("Written: expected."));

    List<FeedbackEvent> said = said();
    assertThat(said)
        .extracting(FeedbackEvent::getFeedback)
        .containsExactly(
            AlertFeedback.ACKNOWLEDGED, AlertFeedback.EXPECTED, AlertFeedback.EXPECTED);
    assertThat(said.get(2).getAlert()).isNull();
    assertThat(text("#fact-dead")).as("what was said can be read").isEqualTo("0");
    browser.navigate().back();
    assertThat(said).extracting(FeedbackEvent::getBy).containsOnly("Ada");
    assertThat(said.get(1).getComment()).isEqualTo("new pump");
    assertThat(said.get(1).getUntil()).isAfter(Instant.parse("2026-01-29T00:00:00Z"));

    write(
        SERIES,
        AlertEvent.newBuilder(
                AlertSamples.resolved(event, AlertResolution.FALSE_POSITIVE, 28, at(28)))
            .setSourcePartition(partitionOf(SERIES))
            .build());
    patiently().until(() -> texts("#alert-buttons .act").equals(List.of("Expected until …")));
    assertThat(complaints()).noneMatch(complaint -> !complaint.contains("400"));
  }

  @Test
  void anAlertOfTheStreamItselfIsSeenAndEndsWhenItIsCalledAFalsePositive() throws Exception {
    application.close();
    cluster.with("tidegate.alert", "on");
    application = TidegateApplication.start(cluster.with("tidegate.http.write", "true"));
    Random random = new Random(11);
    for (int slot = 0; slot < 900; slot++) {
      double usual = 50 + 10 * Math.sin(slot * Math.PI / 72) + random.nextGaussian();
      cluster.send(bytes(SERIES), cluster.observation(at(slot), slot < 880 ? usual : usual + 40));
    }
    cluster.flush();
    browser.get(application.page() + "#/alerts");
    patiently().until(() -> text("#open-alerts").equals("1"));
    patiently().until(() -> listed().equals(List.of(SERIES)));
    find("#alerts-list a").get(0).click();
    patiently().until(() -> text("#alert-title").endsWith(SERIES));
    patiently().until(() -> drawnPixels("#alert-chart") > 5_000);
    assertThat(text("#alert-explanation")).contains("expected");
    device(1280, 1250, false);
    picture("alert-of-the-stream");
    press("false-positive");
    find("#answer-go").get(0).click();
    patiently().until(() -> text("#answered").startsWith("Written: false positive."));
    patiently().until(() -> texts("#alert-events b").contains("Over: false positive"));
    patiently().until(() -> text("#open-alerts").isEmpty());
    picture("alert-of-the-stream-over");
    assertThat(complaints()).isEmpty();
  }

  private void press(String key) {
    patiently()
        .until(
            () -> {
              find("[data-key='" + key + "']").get(0).click();
              return !text("#answer-title").isEmpty();
            });
  }

  private int partitionOf(String series) {
    return application.view().forecast(series).orElseThrow().sourcePartition();
  }

  private List<FeedbackEvent> said() {
    String topic = cluster.settings.topics().observations();
    List<FeedbackEvent> events = new ArrayList<>();
    try (TopicLog log = new KafkaTopicLog(cluster.settings.kafka());
        LogCursor cursor = log.open(topic, partitionOf(SERIES))) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        SpecificRecord event =
            cluster.settings.serde().deserializer().deserialize(topic, next.get().value());
        if (event instanceof FeedbackEvent one) {
          events.add(one);
        }
      }
    }
    return events;
  }
}
