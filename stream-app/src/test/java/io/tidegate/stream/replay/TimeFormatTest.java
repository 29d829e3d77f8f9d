package io.tidegate.stream.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-01-02T03:04:05Z            | 2020-01-02T03:04:05Z",
        "2020-01-02T03:04:05.678+01:00   | 2020-01-02T02:04:05.678Z",
        "2020-01-02 03:04:05+0100        | 2020-01-02T02:04:05Z",
        "2020-01-02 03:04:05 +01         | 2020-01-02T02:04:05Z",
        "2020-01-02 03:04:05.000001      | 2020-01-02T03:04:05Z",
        "2020-01-02 03:04                | 2020-01-02T03:04:00Z",
        "2020-1-2 3:04                   | 2020-01-02T03:04:00Z",
        "2020-01-02                      | 2020-01-02T00:00:00Z",
        "2020/01/02 03:04:05             | 2020-01-02T03:04:05Z",
        "1/2/2020 3:04                   | 2020-01-02T03:04:00Z",
        "1/2/2020 3:04 PM                | 2020-01-02T15:04:00Z",
        "31/1/2020 3:04                  | 2020-01-31T03:04:00Z",
        "1/2/20 3:04                     | 2020-01-02T03:04:00Z",
        "2.1.2020 3:04:05                | 2020-01-02T03:04:05Z",
        "2-Jan-2020 3:04                 | 2020-01-02T03:04:00Z",
        "20200102T030405Z                | 2020-01-02T03:04:05Z",
        "1577934245                      | 2020-01-02T03:04:05Z",
        "1577934245.5                    | 2020-01-02T03:04:05.500Z",
        "1577934245678                   | 2020-01-02T03:04:05.678Z",
        "1577934245678901                | 2020-01-02T03:04:05.678Z",
        "1577934245678901234             | 2020-01-02T03:04:05.678Z",
        "0                               | 1970-01-01T00:00:00Z"
      })
  void theFirstUsualFormatThatFitsGivesTheMoment(String text, Instant moment) {
    TimeFormat format =
        TimeFormat.usual().stream().filter(f -> f.fits(text)).findFirst().orElseThrow();
    assertThat(Instant.ofEpochMilli(format.parse(text).millis(ZoneOffset.UTC, Long.MIN_VALUE)))
        .isEqualTo(moment);
  }

  @ParameterizedTest
  @CsvSource({"noon", "2020-13-01", "2020-02-30", "31/31/2020", "12:30", "1e5x", "''"})
  void whatIsNoTimeFitsNoUsualFormat(String text) {
    assertThat(TimeFormat.usual()).noneMatch(format -> format.fits(text));
  }

  @Test
  void aGivenPatternIsTakenAtItsWord() {
    assertThat(TimeFormat.of("dd.MM.yyyy HH'h'").fits("02.01.2020 03h")).isTrue();
    assertThat(TimeFormat.of("EPOCH").fits("1577934245")).isTrue();
  }

  @Test
  void aPatternThatIsNoneIsNamed() {
    assertThatThrownBy(() -> TimeFormat.of("yyyy-{MM}"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("yyyy-{MM}");
  }
}
