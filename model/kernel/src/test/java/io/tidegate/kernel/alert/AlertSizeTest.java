package io.tidegate.kernel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Size;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSizeTest {
  private static final long STEP = 300_000;
  private static final AlertMonitor MONITOR = new AlertMonitor(ZoneOffset.UTC);

  private static AlertRules rules(Size size) {
    AlertRules usual = AlertRules.defaults();
    return new AlertRules(
        usual.on(),
        usual.perWeek(),
        usual.side(),
        usual.leastAbsolute(),
        usual.leastRelative(),
        usual.low(),
        usual.high(),
        usual.quiet(),
        usual.missingSteps(),
        usual.severities(),
        size);
  }

  private static void live(AlertState state, Size size, int rows) {
    Random random = new Random(2);
    for (int i = 0; i < rows; i++) {
      double value = Math.exp(3 * random.nextGaussian()) * (i % 700 < 350 ? 1 : -5);
      Expected expected = i % 5 == 0 ? null : new Expected(0, -3, 3, 1);
      MONITOR.observe(state, rules(size), new Reading(i, i * STEP, value, STEP, expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, 4096", "LEAN, 2048"})
  void whatIsKeptForTheAlertsOfASeriesIsBounded(Size size, int most) {
    AlertState state = AlertState.start();
    live(state, size, 20_000);
    assertThat(state.encode().length).isLessThanOrEqualTo(most);
  }

  @Test
  void aSeriesOfAnotherSizeBeginsToScoreAnew() {
    AlertState state = AlertState.start();
    live(state, Size.STANDARD, 3_000);
    int before = state.encode().length;
    live(state, Size.LEAN, 3_000);
    assertThat(state.encode().length).isLessThan(before - 400);
    AlertState lean = AlertState.start();
    live(lean, Size.LEAN, 3_000);
    assertThat(state.score.encode()).isEqualTo(lean.score.encode());
  }
}
