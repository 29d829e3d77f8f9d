package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.broker.EmbeddedBroker;
import io.tidegate.stream.models.TestModels;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page as a browser shows it, on the whole application and a broker. */
class PageIT {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** How many pixels of the chart are not empty. */
  private static final String VISIBLE_TEXTS =
      """
      return [...document.querySelectorAll(arguments[0])].map(element =>
          element.checkVisibility() ? element.innerText.replaceAll('\\u00a0', ' ').trim() : '');
      """;

  private static final String DRAWN_PIXELS =
      "const canvas = document.querySelector('#chart canvas');"
          + "if (!canvas || canvas.width === 0) return 0;"
          + "const p = canvas.getContext('2d')"
          + "    .getImageData(0, 0, canvas.width, canvas.height).data;"
          + "let drawn = 0;"
          + "for (let i = 3; i < p.length; i += 4) if (p[i] > 0) drawn++;"
          + "return drawn;";

  @TempDir Path directory;

  private ChromeDriver browser;
  private EmbeddedBroker broker;
  private TestCluster cluster;
  private TidegateApplication application;

  @BeforeEach
  void start() {
    browser = HeadlessChromium.start(directory.resolve("profile"));
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    cluster =
        new TestCluster(broker.bootstrapServers(), "page", directory.resolve("state"), Map.of());
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

  @Test
  void aChartWithDataAndTheVersionInUseIsShownAndANewVersionIsSeenToTakeOver() {
    observe("sea/level", 0, 200);
    observe("wind speed", 0, 200);
    browser.get(application.page().toString());
    patiently().until(() -> texts("#list .label").equals(List.of("sea/level", "wind speed")));
    patiently()
        .until(
            () -> {
              link("wind speed").click();
              return text("#title").equals("wind speed");
            });
    assertThat(browser.getCurrentUrl()).endsWith("#/series/wind%20speed");
    patiently().until(() -> drawnPixels() > 5_000);
    patiently().until(() -> text("#version").equals("model v0"));
    patiently().until(() -> text("#state").equals("live"));
    assertThat(texts("#tags li")).contains("step 10 min", "horizon 48 steps, 8 h");
    assertThat(texts("#score tbody th")).hasSize(4);
    assertThat(find("#feed li[data-kind=IN_USE][data-version='0']")).isNotEmpty();
    patiently().until(() -> texts("#held dt").size() == 4);
    assertThat(texts("#held dt")).element(2).isEqualTo("24 steps ahead, promised 90 %");
    assertThat(texts("#held dd"))
        .element(2)
        .asString()
        .matches("(?s)held \\d+\\.\\d %.\\d+ forecasts");

    cluster.publish(TestModels.snapshot(1, .5f));
    patiently().until(() -> application.models().proposed() == 1);
    observe("sea/level", 200, 220);
    observe("wind speed", 200, 220);
    patiently().until(() -> text("#version").equals("model v1"));
    patiently().until(() -> !find("#feed li[data-kind=IN_USE][data-version='1']").isEmpty());
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aSeriesHasALinkOfItsOwnIsFoundBySearchAndReadByKeyboard() {
    observe("sea/level · Zürich", 0, 60);
    for (int i = 0; i < 5; i++) {
      observe("other " + i, 0, 3);
    }
    patiently().until(() -> application.view().series().size() == 6);
    browser.get(application.page() + "#/series/sea%2Flevel%20%C2%B7%20Z%C3%BCrich");
    patiently().until(() -> text("#title").equals("sea/level · Zürich"));
    patiently().until(() -> texts("#list .label").size() == 6);
    browser.findElement(By.id("search")).sendKeys("OTHER");
    patiently().until(() -> texts("#list .label").size() == 5);
    assertThat(text("#title")).isEqualTo("sea/level · Zürich");

    patiently().until(() -> drawnPixels() > 5_000);
    browser.findElement(By.id("chart")).sendKeys(Keys.END);
    patiently().until(() -> text("#tip").contains("48 steps ahead"));
    browser.findElement(By.id("chart")).sendKeys(Keys.HOME);
    patiently().until(() -> !text("#tip").contains("ahead") && !text("#tip").isEmpty());
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aPhoneShowsEverythingWithoutScrollingSideways() {
    observe("a series with a name that is longer than a phone is wide, by far", 0, 60);
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    browser.get(application.page().toString());
    patiently().until(() -> drawnPixels() > 5_000);
    patiently().until(() -> !find("#score table").isEmpty());
    assertThat(script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    assertThat(browser.findElement(By.id("list")).isDisplayed()).isFalse();
    browser.findElement(By.id("toggle")).click();
    assertThat(browser.findElement(By.id("list")).isDisplayed()).isTrue();
  }

  @Test
  void aPageOutlivesARestartOfItsServer() {
    observe("a", 0, 30);
    browser.get(application.page().toString());
    patiently().until(() -> text("#title").equals("a") && text("#state").equals("live"));
    int port = application.page().getPort();
    application.close();
    patiently().until(() -> text("#state").equals("reconnecting"));
    assertThat(text("#title")).isEqualTo("a");

    TestCluster again =
        new TestCluster(
            broker.bootstrapServers(),
            "page",
            directory.resolve("state"),
            Map.of("tidegate.http.port", String.valueOf(port)));
    cluster.close();
    cluster = again;
    application = TidegateApplication.start(cluster.settings);
    observe("a", 30, 31);
    patiently().until(() -> text("#state").equals("live"));
    patiently().until(() -> text("#now-value").equals("31.5"));
  }

  private void observe(String key, int from, int to) {
    for (int slot = from; slot < to; slot++) {
      double value = slot == 30 ? 31.5 : 20 + 5 * Math.sin(slot * .1) + slot % 3;
      cluster.send(bytes(key), cluster.observation(START.plus(STEP.multipliedBy(slot)), value));
    }
    cluster.flush();
  }

  private static ConditionFactory patiently() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(StaleElementReferenceException.class);
  }

  private List<WebElement> find(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  private WebElement link(String key) {
    return find("#list a").stream()
        .filter(link -> link.findElement(By.className("label")).getText().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private String text(String selector) {
    return texts(selector).stream().findFirst().orElse("");
  }

  /** What is seen of each element, read at once: the page draws itself anew every second. */
  private List<String> texts(String selector) {
    return ((List<?>) browser.executeScript(VISIBLE_TEXTS, selector))
        .stream().map(Object::toString).toList();
  }

  private Object script(String script) {
    return browser.executeScript(script);
  }

  private long drawnPixels() {
    return (Long) script(DRAWN_PIXELS);
  }

  /** What the browser's console holds of errors: code that failed, content that was blocked. */
  private List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .toList();
  }
}
