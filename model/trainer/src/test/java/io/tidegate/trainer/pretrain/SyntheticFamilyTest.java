package io.tidegate.trainer.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRunner;
import io.tidegate.trainer.fit.SeriesData;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyntheticFamilyTest {
  @Test
  void theNthSeriesDependsOnSeedAndNumberOnly() {
    List<SeriesData> few = new SyntheticFamily(4, Size.STANDARD).series(5);
    List<SeriesData> more = new SyntheticFamily(4, Size.STANDARD).series(50);
    assertThat(more.subList(0, 5)).isEqualTo(few);
    assertThat(new SyntheticFamily(5, Size.STANDARD).series(5)).isNotEqualTo(few);
  }

  @Test
  void stepsReachFromASecondToADayAndEveryValueIsFinite() {
    List<SeriesData> family = new SyntheticFamily(1, Size.STANDARD).series(200);
    assertThat(family.stream().map(one -> one.settings().stepMillis()).collect(Collectors.toSet()))
        .contains(1_000L, 60_000L, 600_000L, 3_600_000L, 86_400_000L);
    assertThat(family.stream().flatMap(one -> one.observations().stream()))
        .allMatch(observation -> Double.isFinite(observation.value()));
    assertThat(family).anyMatch(one -> one.observations().size() < 300);
    assertThat(family).anyMatch(SyntheticFamilyTest::hasGap);
  }

  private static boolean hasGap(SeriesData series) {
    List<Observation> rows = series.observations();
    return rows.get(rows.size() - 1).time() - rows.get(0).time()
        > (rows.size() - 1) * series.settings().stepMillis();
  }

  @Test
  void pretrainingTwiceGivesTheSameBytes() throws InterruptedException {
    assertThat(pretrained()).isEqualTo(pretrained());
  }

  private static byte[] pretrained() throws InterruptedException {
    ModelShape shape = TestSeries.SHAPE;
    PretrainSettings settings =
        new PretrainSettings(Size.STANDARD, shape, 6, 2, TestSeries.settings(4));
    Fit fit = new Pretraining(settings, FitRunner.HERE).run(3, (round, rounds) -> FitProgress.NONE);
    return ModelCodec.encode(fit.model());
  }
}
