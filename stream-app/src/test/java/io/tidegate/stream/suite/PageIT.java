package io.tidegate.stream.suite;

import static io.tidegate.stream.suite.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.models.TestModels;
import io.tidegate.stream.view.ForecastSamples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as a browser shows it, on the whole application and a broker. */
class PageIT extends PageSuite {
  private long decided;

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
    find("#to-models").get(0).click();
    patiently().until(() -> text("#plan-title").equals("Version 0 is the champion"));
    assertThat(script("return document.documentElement.scrollWidth")).isEqualTo(390L);
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

  @Test
  void theModelsViewShowsEveryVersionInItsPlaceAndWhatBecameOfIt() {
    observe("sea/level", 0, 220);
    patiently().until(() -> application.view().status().forecasts() == 220);
    offer(1, 0);
    offer(2, 1);
    offer(3, 1);
    decide(decision(ModelDecision.PROMOTED, 1, 1).setReason("better <b>by far</b>"));
    decide(
        decision(ModelDecision.REJECTED, 2, 1)
            .setReason("it was not shown to be better")
            .setFigures(Map.of("pValue", .4))
            .setLossBefore(.51)
            .setLossAfter(.52));
    decide(decision(ModelDecision.CHALLENGING, 3, 1).setChallenger(3L).setChallengedShare(.25));
    long challenged = decided;
    decide(decision(ModelDecision.PROMOTED, 3, 3).setBasedOn(Instant.EPOCH));
    AccuracyEvent errors = ForecastSamples.errors(0, 10_000, 1, 2);
    cluster.send(
        new ProducerRecord<>(
            cluster.settings.topics().accuracy(),
            bytes("sea/level"),
            cluster.encoded(ForecastSamples.beside(errors, 3, challenged, 1))));
    cluster.flush();
    browser.get(application.page() + "#/models");
    patiently().until(() -> text("#plan-title").equals("Version 1 is the champion"));
    patiently().until(() -> text("#plan-text").contains("Version 3 is on trial beside it on 25 %"));
    patiently()
        .until(
            () ->
                texts("#versions summary b")
                    .equals(List.of("Version 3", "Version 2", "Version 1", "Version 0")));
    assertThat(texts("#versions .word"))
        .containsExactly("challenger", "rejected", "champion, not yet in use", "still in use");
    assertThat(texts("#versions .mark")).startsWith("◐", "×", "●");
    assertThat(find("#versions li[data-depth='1']")).hasSize(2);
    patiently().until(() -> text("#trial .lead").contains("better on 1 of 1 series"));
    assertThat(texts("#trial tbody th")).containsExactly("step 15 and beyond");
    patiently().until(() -> !find("#swaps tr").isEmpty());
    assertThat(text("#refused")).contains("Promoted version 3", "decide again");

    find("#versions summary").get(1).sendKeys(Keys.ENTER);
    patiently().until(() -> text("#versions details[open] dl").contains("It was not shown"));
    assertThat(text("#versions details[open] dl")).contains("pValue 0.4");
    find("#versions summary").get(2).sendKeys(Keys.ENTER);
    patiently().until(() -> texts("#versions details[open] dl").size() == 2);
    assertThat(texts("#versions details[open] dl").get(1)).contains("Better <b>by far</b>.");

    assertThat(text("#plan-hint")).contains("tidegate.http.write=true");
    assertThat(find("#models .act")).isEmpty();
    find("#to-series").get(0).click();
    patiently().until(() -> text("#title").equals("sea/level"));
    patiently().until(() -> text("#feed").contains("Version 3 on trial beside the champion"));
    assertThat(text("#feed")).contains("Version 3 promoted: not in force");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aVersionIsPromotedPinnedAndTakenBackByHandOnThePage() {
    application.close();
    application = TidegateApplication.start(cluster.with("tidegate.http.write", "true"));
    offer(1, 0);
    observe("a", 0, 30);
    cluster.awaitForecasts(30); // Else its partition may begin with the version that is promoted.
    browser.get(application.page() + "#/models");
    patiently().until(() -> texts("#versions summary b").size() == 2);
    assertThat(find("#plan-hint").get(0).isDisplayed()).isFalse();
    assertThat(find("[data-key=rollback]")).isEmpty();

    act("promote-1");
    assertThat(text("#decide-title")).isEqualTo("Promote version 1?");
    find("#decide-cancel").get(0).click();
    patiently().until(() -> text("#decide-title").isEmpty());
    act("promote-1");
    find("#decide-reason").get(0).sendKeys("tried by hand", Keys.ENTER);
    patiently().until(() -> text("#plan-title").equals("Version 1 is the champion"));
    patiently()
        .until(() -> text("#decided").equals("Decided: Version 1 takes over from version 0."));
    patiently().until(() -> application.models().proposed() == 1);
    observe("a", 30, 40);
    patiently().until(() -> text("#swaps tr").startsWith("v0 → v1"));
    patiently().until(() -> text("#fact-version").equals("v1"));

    act("pin");
    decide(decision(ModelDecision.PINNED, 1, 1).setPinned(true));
    find("#decide-go").get(0).click();
    patiently().until(() -> text("#decide-error").equals("Version 1 is pinned already."));
    find("#decide-cancel").get(0).click();
    patiently().until(() -> text("#plan-text").contains("Pinned:"));
    assertThat(find("[data-key=promote-0]")).isEmpty();
    act("unpin");
    find("#decide-go").get(0).click();
    patiently().until(() -> !find("[data-key=rollback]").isEmpty());
    act("rollback");
    assertThat(text("#decide-title")).isEqualTo("Roll back to version 0?");
    find("#decide-go").get(0).click();
    patiently().until(() -> text("#plan-title").equals("Version 0 is the champion"));
    patiently().until(() -> texts("#versions .word").get(0).startsWith("rolled back"));
    assertThat(complaints()).noneMatch(complaint -> !complaint.contains("409"));
  }

  /** Presses a button; the page may draw it anew at any moment. */
  private void act(String key) {
    patiently()
        .until(
            () -> {
              browser.findElement(By.cssSelector("[data-key='" + key + "']")).click();
              return !text("#decide-title").isEmpty();
            });
  }

  private void offer(long version, long parent) {
    ModelSnapshot snapshot = TestModels.snapshot(version, version * .01f);
    snapshot.getLineage().setParentVersion(parent);
    cluster.offer(snapshot);
    patiently()
        .until(() -> application.models().entries().stream().anyMatch(e -> e.version() == version));
  }

  private ModelDecisionEvent.Builder decision(ModelDecision decision, long version, long champion) {
    decided = Math.max(decided + 1, System.currentTimeMillis());
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(version)
        .setDecision(decision)
        .setReason("for a reason")
        .setTime(Instant.ofEpochMilli(decided))
        .setOffsets(List.of())
        .setChampion(champion);
  }

  private void decide(ModelDecisionEvent.Builder decision) {
    cluster.decide(decision.build());
  }

  private WebElement link(String key) {
    return find("#list a").stream()
        .filter(link -> link.findElement(By.className("label")).getText().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
