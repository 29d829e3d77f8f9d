package io.tidegate.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Size;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FalseAlarmsTest {
  private static FalseAlarmSettings hourly(List<NormalKind> kinds, int series, boolean forecast) {
    Set<Step> heard = forecast ? Set.of(Step.HOURLY) : Set.of();
    return new FalseAlarmSettings(
        kinds, List.of(Step.HOURLY), series, 1, 0, heard, Size.STANDARD, 7);
  }

  private static List<FalseAlarmCount> count(FalseAlarmSettings settings) {
    return FalseAlarms.count(settings, rows -> {});
  }

  @Test
  void everyKindGivesAboutAsManyAlarmsAsWereAccepted() {
    FalseAlarmSettings settings = hourly(List.of(NormalKind.values()), 10, false);
    for (FalseAlarmCount each : count(settings)) {
      assertThat(each.perWeek()).as(each.kind().word()).isBetween(0.4, 2.0);
      assertThat(each.perWeekBefore()).as(each.kind().word()).isBetween(0.3, 3.0);
    }
  }

  @Test
  void aWalkGivesAboutAsManyWithForecasts() {
    FalseAlarmSettings settings = hourly(List.of(NormalKind.RANDOM_WALK), 3, true);
    assertThat(count(settings).get(0).perWeek()).isBetween(0.5, 2.0);
  }

  @Test
  void aSeriesIsTheSameWhateverElseIsSimulated() {
    FalseAlarmCount alone = count(hourly(List.of(NormalKind.COUNTS), 3, false)).get(0);
    FalseAlarmCount among =
        count(hourly(List.of(NormalKind.SEASONAL, NormalKind.COUNTS), 3, false)).get(1);
    assertThat(among.perWeek()).isEqualTo(alone.perWeek());
    assertThat(among.ladder()).isEqualTo(alone.ladder());
  }

  @Test
  void progressEndsWithAllRows() {
    FalseAlarmSettings settings = hourly(List.of(NormalKind.GAUSSIAN), 2, false);
    List<Long> rows = new ArrayList<>();
    FalseAlarms.count(settings, rows::add);
    assertThat(rows).isSorted().last().isEqualTo(settings.allRows());
    assertThat(settings.allRows()).isEqualTo(2 * (20 + 20) * 168);
  }

  @Test
  void theTableAndTheJsonSayHowManyRecordsWereCounted() throws IOException {
    FalseAlarmSettings settings = hourly(List.of(NormalKind.GAUSSIAN), 2, false);
    FalseAlarmReport report = new FalseAlarmReport(settings, count(settings));
    assertThat(report.table()).contains("| hourly | gaussian | no | 2 | 3,360 + 3,360 |");
    StringWriter json = new StringWriter();
    report.write(json);
    assertThat(json.toString()).contains("\"countedRecords\" : 3360", "\"low95\" : ");
  }

  @Test
  void theMapFallsWithTheScore() {
    FalseAlarmSettings settings = hourly(List.of(NormalKind.GAUSSIAN), 2, false);
    List<String> lines =
        new FalseAlarmReport(settings, count(settings)).map().lines().skip(1).toList();
    assertThat(lines).hasSize(24);
    double before = Double.MAX_VALUE;
    for (String line : lines) {
      double rate = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
      assertThat(rate).isLessThanOrEqualTo(before);
      before = rate;
    }
  }

  @Test
  void countsAreWholeAndNotNegative() {
    double[] values = NormalKind.COUNTS.draw(20_000, 24, new SplittableRandom(3));
    for (double value : values) {
      assertThat(value).isEqualTo(Math.rint(value)).isNotNegative();
    }
  }

  @Test
  void oneSeriesHasNoInterval() {
    assertThatThrownBy(() -> hourly(List.of(NormalKind.GAUSSIAN), 1, false))
        .hasMessage("expected 2 to 100000 series, found 1.0");
  }
}
