package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private static Trigger trigger(String... keysAndValues) {
    Map<String, String> overrides = new java.util.TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      overrides.put("tidegate.trainer." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Trigger(TrainerSettings.load(null, Map.of(), overrides), 0);
  }

  private static void count(Trigger trigger, int observations) {
    for (int i = 0; i < observations; i++) {
      trigger.count();
    }
  }

  @Test
  void aRetrainingIsDueWhenThePeriodIsOverAndEnoughIsNew() {
    Trigger trigger = trigger("period", "PT10M", "min.observations", "100");
    count(trigger, 99);
    assertThat(trigger.due(10 * MINUTE)).isFalse();
    count(trigger, 1);
    assertThat(trigger.due(10 * MINUTE - 1)).isFalse();
    assertThat(trigger.due(10 * MINUTE)).isTrue();
  }

  @Test
  void afterARetrainingPeriodAndCountBeginAnew() {
    Trigger trigger = trigger("period", "PT10M", "min.observations", "100");
    count(trigger, 500);
    trigger.done(12 * MINUTE);
    assertThat(trigger.due(22 * MINUTE)).isFalse();
    count(trigger, 100);
    assertThat(trigger.due(22 * MINUTE - 1)).isFalse();
    assertThat(trigger.due(22 * MINUTE)).isTrue();
  }

  @Test
  void anExactNumberOfObservationsIsDueWhateverTheTime() {
    Trigger trigger = trigger("every.observations", "50");
    count(trigger, 49);
    assertThat(trigger.due(1_000 * MINUTE)).isFalse();
    count(trigger, 1);
    assertThat(trigger.due(0)).isTrue();
    trigger.failed(0);
    count(trigger, 50);
    assertThat(trigger.due(0)).isTrue();
  }

  @Test
  void failuresMakeItRestLongerAndLongerUpToAnHour() {
    Trigger trigger = trigger("period", "PT1M", "min.observations", "1", "retry.backoff", "PT10M");
    trigger.failed(0);
    trigger.count();
    assertThat(trigger.due(10 * MINUTE - 1)).isFalse();
    assertThat(trigger.due(10 * MINUTE)).isTrue();
    trigger.failed(0);
    trigger.count();
    assertThat(trigger.due(20 * MINUTE - 1)).isFalse();
    for (int i = 0; i < 10; i++) {
      trigger.failed(0);
    }
    trigger.count();
    assertThat(trigger.due(60 * MINUTE)).isTrue();
    trigger.done(0);
    trigger.count();
    assertThat(trigger.due(MINUTE)).isTrue();
  }
}
