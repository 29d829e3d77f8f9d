package io.tidegate.stream.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.SeriesChange;
import io.tidegate.stream.log.LogCursor;
import io.tidegate.stream.models.TestModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeTravelTest {
  @TempDir Path directory;
  private RecordedRun run;

  @BeforeEach
  void begin() {
    run = new RecordedRun(directory.resolve("run"));
  }

  @AfterEach
  void end() {
    run.close();
  }

  private List<ForecastEvent> recorded(String series) {
    List<ForecastEvent> events = new ArrayList<>();
    try (LogCursor cursor = run.log.open(run.settings.topics().forecasts(), 0)) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        if (series.equals(new String(next.get().key(), StandardCharsets.UTF_8))) {
          events.add(
              (ForecastEvent)
                  run.settings.serde().deserializer().deserialize("", next.get().value()));
        }
      }
    }
    return events;
  }

  private ForecastEvent last(String series) {
    List<ForecastEvent> all = recorded(series);
    return all.get(all.size() - 1);
  }

  private Hypothetical ask(String series, String at, OptionalLong model, int without, String json) {
    return ask(
        Hypothesis.of(series, OptionalInt.empty(), at, model, without, json), RecordedRun.IGNORED);
  }

  private Hypothetical ask(Hypothesis question, Progress progress) {
    long reached = run.log.end(run.settings.topics().observations(), 0);
    return new TimeTravel(run.log, run.settings, Map.of(0, reached), progress).ask(question);
  }

  private Hypothetical asOf(String series, String at) {
    return ask(series, at, OptionalLong.empty(), 0, null);
  }

  private void assertSame(ForecastEvent found, ForecastEvent expected) {
    var serializer = run.settings.serde().serializer();
    assertThat(serializer.serialize("", found)).isEqualTo(serializer.serialize("", expected));
  }

  @Test
  void asOfNowItIsTheForecastInTheTopicByteForByteAndNothingIsWritten() {
    VerificationTest.everything(run);
    long forecasts = run.forecasts();
    for (String series : List.of("a", "bb", "ccc")) {
      assertSame(asOf(series, null).forecast(), last(series));
    }
    assertThat(run.forecasts()).isEqualTo(forecasts);
  }

  @Test
  void asOfAPastOffsetOrTimeItIsTheForecastOfThen() {
    VerificationTest.everything(run);
    for (ForecastEvent then : recorded("a")) {
      if (then.getSourceOffset() % 9 == 0) {
        assertSame(asOf("a", Long.toString(then.getSourceOffset())).forecast(), then);
      }
    }
    ForecastEvent twentieth = recorded("a").get(20);
    assertSame(asOf("a", twentieth.getOrigin().toString()).forecast(), twentieth);
    assertThatThrownBy(() -> asOf("bb", "10"))
        .isInstanceOf(NoForecastException.class)
        .hasMessageContaining("series bb has no observation before offset 11");
    assertThatThrownBy(() -> asOf("a", "100000")).hasMessageContaining("has not been processed");
    assertThatThrownBy(() -> asOf("a", "yesterday"))
        .hasMessageContaining("expected an offset or a time");
  }

  @Test
  void itBeginsAtACheckpointThatWillDo() {
    run.close();
    run = new RecordedRun(directory.resolve("checked"), Map.of("tidegate.checkpoint.every", "32"));
    run.observe("a", 0, 60);
    run.observe("bb", 0, 40);
    run.observe("a", 60, 200);
    Hypothetical now = asOf("a", null);
    assertSame(now.forecast(), last("a"));
    assertThat(now.replayed()).isLessThan(100);
    assertSame(asOf("a", "150").forecast(), recorded("a").get(110));
    assertSame(asOf("bb", null).forecast(), last("bb"));
  }

  @Test
  void underAnotherVersionItIsWhatThatVersionWouldHaveSaidAfterAPromotion() {
    run.observe("a", 0, 60);
    run.publishUnused(TestModels.snapshot(1, .25f));
    ForecastEvent hypothetical = ask("a", null, OptionalLong.of(1), 0, null).forecast();
    try (RecordedRun promoted = new RecordedRun(directory.resolve("promoted"))) {
      promoted.observe("a", 0, 59);
      promoted.publish(TestModels.snapshot(1, .25f));
      promoted.observe("a", 59);
      assertSame(hypothetical, promoted.recorded().get(59));
    }
    assertThatThrownBy(() -> ask("a", null, OptionalLong.of(9), 0, null))
        .isInstanceOf(NoSuchVersionException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void withoutTheNewestPointsItIsTheForecastBeforeThem() {
    run.observe("a", 0, 60);
    run.observe("bb", 0, 10);
    run.observe("a", 60, 66);
    assertSame(ask("a", null, OptionalLong.empty(), 6, null).forecast(), recorded("a").get(59));
    assertSame(ask("a", "40", OptionalLong.empty(), 10, null).forecast(), recorded("a").get(30));
    assertThatThrownBy(() -> ask("a", null, OptionalLong.empty(), 66, null))
        .hasMessageContaining("has not more than 66 observations");
  }

  @Test
  void covariatesThatMightHaveBeenKnownCountAsIfTheyHadBeenAnnounced() {
    fill(run);
    run.observeWith("shop", 199, "promotion", 0);
    String json = "[{\"time\": \"" + RecordedRun.slot(200) + "\", \"values\": {\"promotion\": 1}}]";
    ForecastEvent hypothetical = ask("shop", null, OptionalLong.empty(), 0, json).forecast();
    assertThat(hypothetical.getQuantiles()).isNotEqualTo(last("shop").getQuantiles());
    try (RecordedRun announced = new RecordedRun(directory.resolve("announced"))) {
      fill(announced);
      announced.announce("shop", 200, "promotion", 1);
      announced.observeWith("shop", 199, "promotion", 0);
      assertThat(hypothetical.getQuantiles())
          .isEqualTo(announced.recorded().get(199).getQuantiles());
    }
    assertThatThrownBy(() -> ask("shop", null, OptionalLong.empty(), 0, "{"))
        .hasMessageContaining("expected covariates as");
  }

  private static void fill(RecordedRun run) {
    for (int slot = 0; slot < 199; slot++) {
      // What was never known ahead has no weight.
      run.announce("shop", slot + 1, "promotion", (slot + 1) / 7 % 2);
      run.observeWith("shop", slot, "promotion", slot / 7 % 2);
    }
  }

  @Test
  void changesOfTheSeriesCount() {
    run.observe("a", 0, 60);
    run.change("a", SeriesChange.RESET, null);
    run.observe("a", 60, 80);
    assertSame(asOf("a", null).forecast(), last("a"));
    run.change("a", SeriesChange.FORGET, null);
    assertThatThrownBy(() -> asOf("a", null)).hasMessageContaining("it was forgotten");
    assertSame(asOf("a", "80").forecast(), recorded("a").get(79));
  }

  @Test
  void whereSeriesExpireTheOthersTellTheTime() {
    run.close();
    run = new RecordedRun(directory.resolve("expiring"), Map.of("tidegate.series.expire", "PT10H"));
    run.observe("a", 0, 60);
    run.observe("bb", 0, 200);
    run.observe("a", 200, 210);
    assertSame(asOf("a", null).forecast(), last("a"));
  }

  @Test
  void whatTheProgressThrowsEndsTheWork() {
    run.observe("a", 0, 60);
    Progress impatient =
        new Progress() {
          @Override
          public void begin(long offsets) {}

          @Override
          public void at(long offsets) {
            if (offsets > 20) {
              throw new IllegalStateException("enough");
            }
          }
        };
    assertThatThrownBy(() -> ask(Hypothesis.now("a"), impatient)).hasMessage("enough");
  }
}
