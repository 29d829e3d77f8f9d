package io.tidegate.stream.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.tidegate.stream.alerts.AlertSamples;
import io.tidegate.stream.view.ForecastSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Many series on the page, spans of time, and what people who do not see it meet. */
class PageOverviewIT extends PageSuite {
  private static final int MANY = 100_000;
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  @Override
  Map<String, String> keys() {
    return Map.of("tidegate.view.series", String.valueOf(MANY), "tidegate.view.points", "100");
  }

  /** What the topics would say of a series that rises by 1 a step and is forecast to by drift. */
  private void see(String key, int steps, float drift) {
    for (int i = 0; i < steps; i++) {
      long time = START.plus(STEP.multipliedBy(i)).toEpochMilli();
      application
          .view()
          .accept(key, ForecastSamples.drifting(time, i % 7, STEP.toMillis(), drift, 0), time);
    }
  }

  private String hash() {
    return (String) script("return location.hash");
  }

  @Test
  void manySeriesAreSeenAtOnceSortedSearchedAndEachIsOnePressAway() {
    see("calm", 60, .5f);
    see("pump/1", 60, 9);
    see("pump/2", 30, 3);
    application.view().accept("calm", AlertSamples.opened("calm", 1, Instant.EPOCH), 0);
    browser.get(application.page() + "#/overview");
    patiently().until(() -> texts("#tiles .label").equals(List.of("calm", "pump/1", "pump/2")));
    assertThat(texts("#tiles .standing")).first().asString().startsWith("1 alert · error ×");
    assertThat(find("#tiles polyline").get(0).getDomAttribute("points")).contains(",");

    find("#overview-sort input[value=lag]").get(0).click();
    patiently().until(() -> texts("#tiles .label").get(0).equals("pump/2"));
    assertThat(texts("#tiles .standing"))
        .containsExactly("5 h behind", "1 alert · newest", "newest");
    assertThat(hash()).isEqualTo("#/overview?sort=lag");
    browser.findElement(By.id("overview-search")).sendKeys("PUMP");
    patiently().until(() -> text("#overview-title").equals("2 series found"));
    assertThat(hash()).isEqualTo("#/overview?sort=lag&q=PUMP");

    browser.navigate().refresh();
    patiently().until(() -> texts("#tiles .label").equals(List.of("pump/2", "pump/1")));
    find("#tiles a").get(0).sendKeys(Keys.ARROW_RIGHT, Keys.ENTER);
    patiently().until(() -> text("#title").equals("pump/1"));
    browser.navigate().back();
    patiently().until(() -> texts("#tiles .label").size() == 2);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void ofAHundredThousandSeriesOnlyThoseOnTheScreenAreDrawnAndTheLastIsReached() {
    for (int i = 0; i < MANY; i++) {
      see(String.format("s%05d", i), 1, 1);
    }
    browser.get(application.page() + "#/overview");
    patiently().until(() -> text("#overview-title").equals("100,000 series"));
    assertThat(texts("#tiles .label")).first().isEqualTo("s00000");
    assertThat(find("#tiles li")).hasSizeLessThan(400);
    for (int i = 0; i < 5; i++) {
      System.out.println("overview of 100,000 series after " + loading() + " ms");
    }
    script("scrollTo(0, document.documentElement.scrollHeight)");
    patiently().until(() -> texts("#tiles .label").contains("s99999"));
    assertThat(find("#tiles li")).hasSizeLessThan(400);
    assertThat(find("#tiles li").get(0).getDomAttribute("aria-setsize")).isEqualTo("100000");
    assertThat(complaints()).isEmpty();
  }

  /** From the beginning of a load to when its tiles were seen to be there. */
  private String loading() {
    browser.navigate().refresh();
    patiently()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> texts("#tiles .label").contains("s00000"));
    return String.valueOf(script("return Math.round(performance.now())"));
  }

  @Test
  void aSpanOfTimeIsChosenWithTheMouseOrTheKeyboardAndHasALinkOfItsOwn() {
    see("a", 90, 1);
    browser.get(application.page() + "#/series/a");
    patiently().until(() -> drawnPixels() > 5_000);
    assertThat(find("#unzoom").get(0).isDisplayed()).isFalse();
    new Actions(browser)
        .moveToElement(find("#chart .u-over").get(0), -100, 0)
        .clickAndHold()
        .moveByOffset(120, 0)
        .release()
        .perform();
    patiently().until(() -> hash().matches("#/series/a\\?from=\\d+&to=\\d+"));
    String link = browser.getCurrentUrl();

    find("#unzoom").get(0).click();
    patiently().until(() -> hash().equals("#/series/a"));
    browser.get("about:blank");
    browser.get(link);
    patiently().until(() -> text("#unzoom").equals("Show all"));
    find("#chart").get(0).sendKeys("0");
    patiently().until(() -> hash().equals("#/series/a"));
    find("#chart").get(0).sendKeys("+");
    patiently().until(() -> hash().contains("?from="));
    find("#chart").get(0).sendKeys("-");
    patiently().until(() -> hash().equals("#/series/a"));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void axeFindsNothingSeriousInAnyViewLightOrDarkWideOrNarrow() {
    see("a", 90, 1);
    application.view().accept("a", AlertSamples.opened("a", 1, START), 0);
    String alert = application.view().alert("a@0-1").isPresent() ? "#/alerts/a%400-1" : "none";
    assertThat(alert).isNotEqualTo("none");
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (int width : new int[] {1_280, 390}) {
        browser.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 500));
        for (String view : List.of("#/series/a", "#/overview", "#/alerts", alert, "#/models")) {
          browser.get("about:blank");
          browser.get(application.page() + view);
          patiently().until(() -> text("#state").equals("live"));
          patiently().until(() -> texts("h1").stream().anyMatch(title -> !title.isEmpty()));
          assertThat(serious()).as("%s, %s, %s pixels", view, scheme, width).isEmpty();
        }
      }
    }
  }

  private List<String> serious() {
    Results results = new AxeBuilder().analyze(browser);
    assertThat(results.getPasses()).hasSizeGreaterThan(10);
    return results.getViolations().stream()
        .filter(rule -> SERIOUS.contains(rule.getImpact()))
        .map(PageOverviewIT::sentence)
        .toList();
  }

  private static String sentence(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml();
  }
}
