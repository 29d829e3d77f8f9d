package io.tidegate.stream.verify;

import static io.tidegate.stream.verify.RecordedRun.valueAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.stream.models.TestModels;
import io.tidegate.wire.Float32Vector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfTest {
  private static final int SLOTS = 160;

  @TempDir Path directory;
  @TempDir Path another;

  private static void observe(RecordedRun run, int from, int to) {
    for (int slot = from; slot < to; slot++) {
      run.observe("a", slot);
      run.observe("bb", slot);
    }
  }

  @Test
  void theVersionThatWasUsedWouldHaveSaidTheSame() {
    try (RecordedRun run = new RecordedRun(directory)) {
      observe(run, 0, SLOTS);
      WhatIfReport report = run.whatIf(0, 0);
      assertThat(report.steps()).extracting(StepErrors::step).containsExactly(1, 24, 48);
      assertThat(report.steps())
          .allSatisfy(step -> assertThat(step.replayed()).isEqualTo(step.recorded()));
      assertThat(report.series()).isEqualTo(2);
      assertThat(report.judges()).isTrue();
      assertThat(report.text()).contains("step", "v0", "1.0000").doesNotContain("left out");
    }
  }

  @Test
  void theFiguresAreThoseOfTheForecastsInTheTopic() {
    try (RecordedRun run = new RecordedRun(directory)) {
      run.observe("a", 0, SLOTS);
      double changes = 0;
      for (int slot = 1; slot < SLOTS; slot++) {
        changes += Math.abs(valueAt("a", slot) - valueAt("a", slot - 1));
      }
      List<ForecastEvent> recorded = run.recorded();
      double errors = 0;
      double squares = 0;
      int held = 0;
      int step = 24;
      for (int slot = 0; slot < SLOTS - step; slot++) {
        ForecastEvent event = recorded.get(slot);
        float[] row = Float32Vector.decode(event.getQuantiles());
        int at = (step - 1) * 7;
        double actual = valueAt("a", slot + step);
        double error = actual - event.getValue() - row[at + 3];
        errors += Math.abs(error);
        squares += error * error;
        boolean above = actual >= event.getValue() + row[at];
        held += above && actual <= event.getValue() + row[at + 6] ? 1 : 0;
      }
      int count = SLOTS - step;
      double unit = changes / (SLOTS - 1);
      StepErrors found = run.whatIf(0, 0).steps().get(1);
      assertThat(found.forecasts()).isEqualTo(count);
      assertThat(found.recorded().meanAbsolute()).isCloseTo(errors / count / unit, within(1e-9));
      assertThat(found.recorded().rootMeanSquare())
          .isCloseTo(Math.sqrt(squares / count) / unit, within(1e-9));
      assertThat(found.recorded().held()).isCloseTo((double) held / count, within(1e-12));
    }
  }

  @Test
  void anotherVersionSaysWhatItWouldHaveSaidAfterASwap() {
    int swap = 100;
    try (RecordedRun without = new RecordedRun(directory);
        RecordedRun with = new RecordedRun(another)) {
      without.publishUnused(TestModels.snapshot(1, .5f));
      observe(without, 0, SLOTS);
      observe(with, 0, swap);
      with.publish(TestModels.snapshot(1, .5f));
      observe(with, swap, SLOTS);

      WhatIfReport wondered = without.whatIf(1, 2L * swap);
      WhatIfReport happened = with.whatIf(0, 2L * swap);
      for (int i = 0; i < 3; i++) {
        StepErrors step = wondered.steps().get(i);
        StepErrors really = happened.steps().get(i);
        assertThat(step.forecasts()).isEqualTo(2L * (SLOTS - swap - step.step()));
        assertThat(step.replayed()).isEqualTo(really.recorded());
        assertThat(step.recorded()).isNotEqualTo(step.replayed());
      }
      assertThat(wondered.steps().get(0).replayed().meanAbsolute())
          .isGreaterThan(wondered.steps().get(0).recorded().meanAbsolute());
    }
  }

  @Test
  void aSeriesThatNeverChangesHasNoUnitAndIsLeftOut() {
    try (RecordedRun run = new RecordedRun(directory)) {
      run.observe("a", 0, 10);
      for (int slot = 0; slot < 10; slot++) {
        run.observeValue("still", slot, 5);
      }
      WhatIfReport report = run.whatIf(0, 0);
      assertThat(report.series()).isEqualTo(1);
      assertThat(report.steps().get(0).forecasts()).isEqualTo(9);
      assertThat(report.text()).contains("1 more series never change");
    }
  }

  @Test
  void aVersionThatIsNotThereIsRefusedInOneSentence() {
    try (RecordedRun run = new RecordedRun(directory)) {
      run.observe("a", 0, 3);
      assertThatThrownBy(() -> run.whatIf(5, 0))
          .isInstanceOf(NoSuchVersionException.class)
          .hasMessageContaining("no valid snapshot of version 5");
      assertThat(run.whatIf(0, 1_000).judges()).isFalse();
    }
  }
}
