package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertLayoutTest {
  private static final long STEP = 600_000;
  private static final AlertMonitor MONITOR = new AlertMonitor(ZoneOffset.UTC);

  /** Of noise that ends at another level, so that an incident is on. */
  private static AlertState shifted(int rows) {
    AlertState state = AlertState.start();
    Random random = new Random(3);
    for (int row = 0; row < rows; row++) {
      double value = 100 + random.nextGaussian() + (row < rows - 5 ? 0 : 40);
      Reading reading = new Reading(row, row * STEP, value, STEP, new Expected(100, 97, 103, 1));
      var unused = MONITOR.observe(state, AlertRules.defaults(), reading);
    }
    return state;
  }

  private static void comesBack(AlertState state) {
    byte[] bytes = state.encode();
    assertThat(AlertLayout.bytes(AlertLayout.fields(bytes))).isEqualTo(bytes);
  }

  @Test
  void theFieldsOfAStateGiveTheVerySameBytesWithAnIncidentToo() {
    comesBack(AlertState.start());
    comesBack(shifted(8));
    AlertState state = shifted(900);
    assertThat(state.incident).isNotNull();
    comesBack(state);
    var missing = MONITOR.missed(state, AlertRules.defaults(), 2_000 * STEP);
    assertThat(missing).isNotEmpty();
    comesBack(state);
  }

  @Test
  void whatIsOpenIsToldByKindAndEndsWhenTheSeriesIsChanged() {
    AlertState state = shifted(900);
    assertThat(state.open()).hasSize(1).doesNotContain(Kind.MISSING_DATA);
    var missing = MONITOR.missed(state, AlertRules.defaults(), 2_000 * STEP);
    assertThat(missing).hasSize(1);
    assertThat(state.open()).hasSize(2).contains(Kind.MISSING_DATA);
    assertThat(MONITOR.end(state, 2_001 * STEP))
        .extracting(Notice::resolution)
        .containsOnly(Resolution.SERIES_CHANGED);
    assertThat(state.open()).isEmpty();
  }

  @Test
  void aStateThatComesFromElsewhereGoesOnUnderIdsOfThisPlaceWithNothingOpen() {
    AlertState state = shifted(900);
    MONITOR.adopt(state, 7);
    assertThat(state.open()).isEmpty();
    List<Notice> missing = MONITOR.missed(state, AlertRules.defaults(), 2_000 * STEP);
    assertThat(missing).extracting(Notice::openedOffset).containsExactly(7L);
  }

  @Test
  void fieldsOfNoStateAreRefused() {
    assertThatThrownBy(() -> AlertLayout.bytes(Map.of("format", 1L)))
        .hasMessageContaining("field expectedUntil is missing");
  }

  @Test
  void aNewerFormatIsRefusedAsOfANewerVersion() {
    byte[] bytes = AlertState.start().encode();
    bytes[0] = 9;
    assertThatThrownBy(() -> AlertState.decode(bytes))
        .hasMessageContaining("format 9", "newer version of Tidegate");
  }
}
