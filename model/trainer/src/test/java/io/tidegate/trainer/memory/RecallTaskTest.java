package io.tidegate.trainer.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecallTaskTest {
  @Test
  void theAnswerIsTheOnlyMarkedValue() {
    RecallTask.Batch batch = new RecallTask(12, 3).next(200);
    assertThat(batch.steps()).isEqualTo(13);
    for (int example = 0; example < batch.examples(); example++) {
      float marked = Float.NaN;
      for (int step = 0; step < batch.steps(); step++) {
        if (batch.marked(step, example)) {
          assertThat(marked).as("marked before").isNaN();
          marked = batch.value(step, example);
        }
      }
      assertThat(RecallTask.SCALE * marked).isEqualTo(batch.answers()[example]);
      assertThat(batch.marked(0, example)).isTrue();
    }
  }

  @Test
  void guessingCostsOneAndWhatComesBetweenSaysNothing() {
    RecallTask.Batch batch = new RecallTask(10, 4).next(4_000);
    double sum = 0;
    double squares = 0;
    for (float answer : batch.answers()) {
      sum += answer;
      squares += answer * answer;
    }
    assertThat(sum / 4_000).isCloseTo(0, within(0.06));
    assertThat(squares / 4_000).isCloseTo(1, within(0.06));
    for (int step = 1; step < batch.steps(); step++) {
      double product = 0;
      for (int example = 0; example < batch.examples(); example++) {
        assertThat(batch.value(step, example)).isBetween(-1f, 1f);
        product += batch.value(step, example) * batch.answers()[example];
      }
      assertThat(product / 4_000).isCloseTo(0, within(0.04));
    }
  }

  @Test
  void theSameSeedGivesTheSameBatchesAndAnotherSeedOthers() {
    float[] once = new RecallTask(10, 5).next(8).inputs();
    assertThat(new RecallTask(10, 5).next(8).inputs()).containsExactly(once);
    assertThat(new RecallTask(10, 6).next(8).inputs()).isNotEqualTo(once);
  }

  @Test
  void aDistanceOfNothingIsRefused() {
    assertThatThrownBy(() -> new RecallTask(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1, found 0");
  }
}
