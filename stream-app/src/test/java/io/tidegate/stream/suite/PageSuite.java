package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.awaitility.Awaitility.await;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.topology.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** A browser before the whole application and a broker; what every test of the page needs. */
abstract class PageSuite {
  static final Duration STEP = Duration.ofMinutes(10);
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** How many pixels of the chart are not empty. */
  static final String VISIBLE_TEXTS =
      """
      return [...document.querySelectorAll(arguments[0])].map(element =>
          element.checkVisibility() ? element.innerText.replaceAll('\\u00a0', ' ').trim() : '');
      """;

  static final String DRAWN_PIXELS =
      "const canvas = document.querySelector(arguments[0] + ' canvas');"
          + "if (!canvas || canvas.width === 0) return 0;"
          + "const p = canvas.getContext('2d')"
          + "    .getImageData(0, 0, canvas.width, canvas.height).data;"
          + "let drawn = 0;"
          + "for (let i = 3; i < p.length; i += 4) if (p[i] > 0) drawn++;"
          + "return drawn;";

  @TempDir Path directory;

  ChromeDriver browser;
  EmbeddedBroker broker;
  TestCluster cluster;
  TidegateApplication application;

  /** Configuration beyond what every test needs. */
  Map<String, String> keys() {
    return Map.of();
  }

  @BeforeEach
  void start() {
    browser = HeadlessChromium.start(directory.resolve("profile"));
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    cluster =
        new TestCluster(broker.bootstrapServers(), "page", directory.resolve("state"), keys());
    TopicCreation.create(cluster.settings.kafka(), cluster.settings.topics(), 2, (short) 1);
    application = TidegateApplication.start(cluster.settings);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (application != null) {
      application.close();
    }
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  void observe(String key, int from, int to) {
    for (int slot = from; slot < to; slot++) {
      double value = slot == 30 ? 31.5 : 20 + 5 * Math.sin(slot * .1) + slot % 3;
      cluster.send(bytes(key), cluster.observation(START.plus(STEP.multipliedBy(slot)), value));
    }
    cluster.flush();
  }

  static ConditionFactory patiently() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(StaleElementReferenceException.class);
  }

  List<WebElement> find(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  String text(String selector) {
    return texts(selector).stream().findFirst().orElse("");
  }

  /** What is seen of each element, read at once: the page draws itself anew every second. */
  List<String> texts(String selector) {
    return ((List<?>) browser.executeScript(VISIBLE_TEXTS, selector))
        .stream().map(Object::toString).toList();
  }

  Object script(String script) {
    return browser.executeScript(script);
  }

  long drawnPixels() {
    return drawnPixels("#chart");
  }

  long drawnPixels(String chart) {
    return (Long) browser.executeScript(DRAWN_PIXELS, chart);
  }

  /** What the browser's console holds of errors: code that failed, content that was blocked. */
  List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .toList();
  }
}
