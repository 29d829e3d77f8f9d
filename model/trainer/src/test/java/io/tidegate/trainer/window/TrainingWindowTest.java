package io.tidegate.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.fit.SeriesData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingWindowTest {
  private static Observation observation(long offset) {
    return new Observation(offset, offset * 1_000, offset);
  }

  private static List<SeriesData> data(TrainingWindow window) {
    return window.data(key -> SeriesSettings.of(1_000));
  }

  @Test
  void onlyTheNewestRowsOfASeriesAreHeld() {
    TrainingWindow window = new TrainingWindow(16, 4, 1);
    for (int i = 0; i < 100; i++) {
      window.add("a", 0, observation(i));
    }
    assertThat(data(window).get(0).observations())
        .hasSize(16)
        .extracting(Observation::offset)
        .startsWith(84L)
        .endsWith(99L);
  }

  @Test
  void notMoreSeriesAreHeldThanAllowed() {
    TrainingWindow window = new TrainingWindow(16, 10, 1);
    for (int i = 0; i < 1_000; i++) {
      window.add("series-" + i, 0, observation(i));
    }
    assertThat(window.size()).isEqualTo(10);
    assertThat(data(window)).hasSize(10);
  }

  @Test
  void howMuchIsHeldIsBoundedHoweverManySeriesAndHoweverLongTheTopic() {
    TrainingWindow window = new TrainingWindow(16, 8, 1);
    for (int i = 0; i < 300_000; i++) {
      window.add("series-" + i, 0, observation(i));
    }
    List<String> held = data(window).stream().map(SeriesData::key).toList();
    assertThat(held).hasSize(8);
    for (int i = 300_000; i < 400_000; i++) {
      window.add(held.get(i % 8), 0, observation(i));
    }
    assertThat(data(window)).extracting(SeriesData::key).containsExactlyElementsOf(held);
    assertThat(data(window)).allSatisfy(one -> assertThat(one.observations()).hasSize(16));
  }

  @Test
  void whichSeriesStayDoesNotDependOnWhichCameFirst() {
    TrainingWindow forwards = new TrainingWindow(16, 10, 1);
    TrainingWindow backwards = new TrainingWindow(16, 10, 1);
    TrainingWindow otherSeed = new TrainingWindow(16, 10, 2);
    for (int i = 0; i < 200; i++) {
      forwards.add("series-" + i, 0, observation(i));
      otherSeed.add("series-" + i, 0, observation(i));
      backwards.add("series-" + (199 - i), 0, observation(199 - i));
    }
    assertThat(data(backwards)).isEqualTo(data(forwards));
    assertThat(data(otherSeed)).isNotEqualTo(data(forwards));
  }

  @Test
  void theOrderInWhichPartitionsArriveDoesNotMatter() {
    TrainingWindow oneAfterTheOther = new TrainingWindow(50, 4, 1);
    TrainingWindow interleaved = new TrainingWindow(50, 4, 1);
    for (int partition = 1; partition >= 0; partition--) {
      for (int i = 0; i < 80; i++) {
        oneAfterTheOther.add("series-" + partition, partition, observation(i));
      }
    }
    for (int i = 0; i < 80; i++) {
      interleaved.add("series-0", 0, observation(i));
      interleaved.add("series-1", 1, observation(i));
    }
    assertThat(data(interleaved)).isEqualTo(data(oneAfterTheOther));
    assertThat(data(interleaved))
        .extracting(SeriesData::key)
        .containsExactly("series-0", "series-1");
  }

  @Test
  void theSpanIsThatOfTheEventTimesHeld() {
    TrainingWindow window = new TrainingWindow(16, 4, 1);
    for (long offset : new ArrayList<>(List.of(5L, 2L, 9L))) {
      window.add("a", 0, observation(offset));
    }
    assertThat(window.earliest()).isEqualTo(2_000);
    assertThat(window.latest()).isEqualTo(9_000);
    for (int i = 0; i < 16; i++) {
      window.add("a", 0, observation(7));
    }
    assertThat(window.earliest()).isEqualTo(7_000);
    assertThat(window.latest()).isEqualTo(7_000);
  }
}
