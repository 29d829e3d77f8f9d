package io.tidegate.kernel.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Size;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SeasonTest {
  private static final Calendar UTC = new Calendar(ZoneOffset.UTC);

  @Test
  void anHourlyDayHas24RowsAndSlots() {
    Season season = auto(3_600_000, 0);
    assertThat(season.rows()).isEqualTo(24);
    assertThat(season.slots()).isEqualTo(24);
    assertThat(season.slotOf(0, 23 * 3_600_000L, UTC)).isEqualTo(23);
  }

  @Test
  void belowTenMinutesRowsShareASlot() {
    Season season = auto(1_000, 0);
    assertThat(season.rows()).isEqualTo(86_400);
    assertThat(season.slots()).isEqualTo(144);
    assertThat(season.rowsPerSlot()).isEqualTo(600);
    assertThat(season.slotOf(0, 599_999, UTC)).isZero();
    assertThat(season.slotOf(0, 600_000, UTC)).isEqualTo(1);
    assertThat(season.slotOf(0, 86_399_999, UTC)).isEqualTo(143);
  }

  @Test
  void aStepOfADayHasNoSeason() {
    assertThat(auto(86_400_000, 0).slots()).isZero();
  }

  @Test
  void aSeasonFoundServesWhereADayDoesNot() {
    Season daily = auto(86_400_000, 7);
    assertThat(daily.slots()).isEqualTo(7);
    assertThat(daily.naiveRows()).isEqualTo(7);
    assertThat(daily.slotOf(15, 0, UTC)).isEqualTo(1);
    Season everySecond = auto(1_000, 60);
    assertThat(everySecond.slots()).isEqualTo(144);
    assertThat(everySecond.naiveRows()).isEqualTo(60);
    assertThat(auto(1_000, 0).wanted()).isTrue();
    assertThat(auto(3_600_000, 0).wanted()).isFalse();
  }

  @Test
  void aWalkOverRowsFindsThePlacesThatLookingEachOneUpFinds() {
    long[] steps = {1_000, 7_000, 60_000, 420_000, 3_600_000, 86_400_000};
    ZoneId[] zones = {ZoneOffset.UTC, ZoneOffset.ofHoursMinutes(5, 45), ZoneId.of("Europe/Zurich")};
    for (long step : steps) {
      for (ZoneId zone : zones) {
        for (int found : new int[] {0, 7}) {
          walk(auto(step, found), step, new Calendar(zone));
        }
      }
    }
  }

  private static void walk(Season season, long step, Calendar calendar) {
    long row = Math.floorDiv(Instant.parse("2024-03-28T00:00:00Z").toEpochMilli(), step);
    Season.Places places = season.places(row, row * step, step, calendar);
    for (int i = 0; i < 500 && season.slots() > 0; i++, row++, places.advance()) {
      assertThat(places.slot()).isEqualTo(season.slotOf(row, row * step, calendar));
      if (season.secondBins() > 0) {
        assertThat(places.secondPlace()).isEqualTo(season.placeOf(row * step, calendar));
      }
    }
  }

  @Test
  void timeOfDayFollowsTheZoneThroughDaylightSaving() {
    Calendar zurich = new Calendar(ZoneId.of("Europe/Zurich"));
    long winterNoon = Instant.parse("2024-01-10T11:00:00Z").toEpochMilli();
    long summerNoon = Instant.parse("2024-07-10T10:00:00Z").toEpochMilli();
    assertThat(zurich.millisOfDay(winterNoon)).isEqualTo(12 * 3_600_000L);
    assertThat(zurich.millisOfDay(summerNoon)).isEqualTo(12 * 3_600_000L);
    assertThat(new Calendar(ZoneOffset.UTC).millisOfDay(-1)).isEqualTo(86_399_999);
  }

  private static Season auto(long stepMillis, int found) {
    return Season.of(stepMillis, SeriesSettings.AUTO, found, Size.STANDARD);
  }
}
