package io.tidegate.trainer.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.RetrainingCause;
import io.tidegate.trainer.drift.Drift;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private static final Optional<Drift> NONE = Optional.empty();
  private static final Optional<Drift> DRIFT =
      Optional.of(new Drift(1, 2, 1, 2, 48, 2, 5, 120, 5, 1e6, 1e5));

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
    assertThat(trigger.due(10 * MINUTE, NONE)).isEmpty();
    count(trigger, 1);
    assertThat(trigger.due(10 * MINUTE - 1, NONE)).isEmpty();
    assertThat(trigger.due(10 * MINUTE, NONE)).isPresent();
  }

  @Test
  void afterARetrainingPeriodAndCountBeginAnew() {
    Trigger trigger = trigger("period", "PT10M", "min.observations", "100");
    count(trigger, 500);
    trigger.done(12 * MINUTE);
    assertThat(trigger.due(22 * MINUTE, NONE)).isEmpty();
    count(trigger, 100);
    assertThat(trigger.due(22 * MINUTE - 1, NONE)).isEmpty();
    assertThat(trigger.due(22 * MINUTE, NONE)).isPresent();
  }

  @Test
  void anExactNumberOfObservationsIsDueWhateverTheTime() {
    Trigger trigger = trigger("every.observations", "50");
    count(trigger, 49);
    assertThat(trigger.due(1_000 * MINUTE, NONE)).isEmpty();
    count(trigger, 1);
    assertThat(trigger.due(0, NONE)).isPresent();
    trigger.failed(0);
    count(trigger, 50);
    assertThat(trigger.due(0, NONE)).isPresent();
  }

  @Test
  void failuresMakeItRestLongerAndLongerUpToAnHour() {
    Trigger trigger = trigger("period", "PT1M", "min.observations", "1", "retry.backoff", "PT10M");
    trigger.failed(0);
    trigger.count();
    assertThat(trigger.due(10 * MINUTE - 1, NONE)).isEmpty();
    assertThat(trigger.due(10 * MINUTE, NONE)).isPresent();
    trigger.failed(0);
    trigger.count();
    assertThat(trigger.due(20 * MINUTE - 1, NONE)).isEmpty();
    for (int i = 0; i < 10; i++) {
      trigger.failed(0);
    }
    trigger.count();
    assertThat(trigger.due(60 * MINUTE, NONE)).isPresent();
    trigger.done(0);
    trigger.count();
    assertThat(trigger.due(MINUTE, NONE)).isPresent();
  }

  @Test
  void driftIsDueAtOnceAndSaysWhy() {
    Trigger trigger = trigger("period", "PT1H");
    Cause cause = trigger.due(0, DRIFT).orElseThrow();
    assertThat(cause.kind()).isEqualTo(RetrainingCause.DRIFT);
    assertThat(cause.detail()).isEqualTo(DRIFT.get().sentence());
  }

  @Test
  void driftIsDueBesideAnExactNumberOfObservations() {
    Trigger trigger = trigger("every.observations", "50");
    assertThat(trigger.due(0, DRIFT).orElseThrow().kind()).isEqualTo(RetrainingCause.DRIFT);
    trigger.done(0);
    count(trigger, 50);
    Cause cause = trigger.due(0, NONE).orElseThrow();
    assertThat(cause.kind()).isEqualTo(RetrainingCause.COUNT);
    assertThat(cause.detail()).isEqualTo("50 observations were read");
  }

  @Test
  void afterAFailureDriftRestsAsLongAsAnythingElse() {
    Trigger trigger = trigger("period", "PT1H", "retry.backoff", "PT10M");
    trigger.failed(0);
    assertThat(trigger.due(10 * MINUTE - 1, DRIFT)).isEmpty();
    assertThat(trigger.due(10 * MINUTE, DRIFT)).isPresent();
    trigger.failed(10 * MINUTE);
    assertThat(trigger.due(40 * MINUTE - 1, DRIFT)).isPresent();
    assertThat(trigger.due(30 * MINUTE - 1, DRIFT)).isEmpty();
    trigger.done(30 * MINUTE);
    assertThat(trigger.due(30 * MINUTE, DRIFT)).isPresent();
  }

  @Test
  void aPeriodSaysHowLongItWasAndWhatWasNew() {
    Trigger trigger = trigger("period", "PT10M", "min.observations", "3");
    count(trigger, 3);
    Cause cause = trigger.due(10 * MINUTE, NONE).orElseThrow();
    assertThat(cause.kind()).isEqualTo(RetrainingCause.PERIOD);
    assertThat(cause.detail()).isEqualTo("PT10M passed, 3 observations were read");
  }
}
