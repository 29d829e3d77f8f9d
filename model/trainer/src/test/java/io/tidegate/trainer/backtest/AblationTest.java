package io.tidegate.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.series.Part;
import io.tidegate.trainer.fit.FitRunner;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AblationTest {
  private static final DataSet DATA = BacktestSample.waves(2, 700);

  private static Results run(Part... without) throws InterruptedException {
    Setup setup = BacktestSample.setup(DATA, 250, 150, 0, without);
    return new Backtest(setup, FitRunner.HERE, new Listener() {}).run();
  }

  private static Ablation of(Part... parts) throws InterruptedException {
    Ablation ablation = new Ablation(BacktestSample.setup(DATA, 250, 150));
    ablation.add(null, run());
    for (Part part : parts) {
      ablation.add(part, run(part));
    }
    return ablation;
  }

  @Test
  void aPartThatTheDataHaveNoUseForBuysNothing() throws InterruptedException {
    Ablation ablation = of(Part.COVARIATES);
    Ablation.Line whole = ablation.lines().get(0);
    Ablation.Line without = ablation.lines().get(1);
    for (int i = 0; i < 2; i++) {
      for (Measure measure : Measure.values()) {
        assertThat(without.figures().get(i).get(measure))
            .as(measure + " " + i)
            .isEqualTo((Double) whole.figures().get(i).get(measure));
      }
      assertThat(ablation.change(without, i)).isZero();
    }
  }

  @Test
  void whatCarriesAWaveIsMissedWithoutIt() throws InterruptedException {
    Results whole = run();
    Results bare = run(Part.HIGHWAY, Part.PROFILE, Part.STACK, Part.VOTE, Part.LSTM);
    assertThat(bare.figures(Method.TIDEGATE, 1).get(Measure.MSE))
        .as("nothing is left but persistence")
        .isCloseTo(whole.figures(Method.PERSISTENCE, 1).get(Measure.MSE), within(1e-3));
    assertThat(whole.figures(Method.TIDEGATE, 1).get(Measure.MSE))
        .isLessThan(.5 * bare.figures(Method.TIDEGATE, 1).get(Measure.MSE));
  }

  @Test
  void intervalsThatDoNotAdaptHaveAnotherWidthAroundTheSamePoints() throws InterruptedException {
    Ablation ablation = of(Part.ADAPTIVE_INTERVALS);
    List<Figures> whole = ablation.lines().get(0).figures();
    List<Figures> without = ablation.lines().get(1).figures();
    assertThat(without.get(0).get(Measure.WIDTH_90))
        .isNotEqualTo(whole.get(0).get(Measure.WIDTH_90));
    assertThat(without.get(0).get(Measure.MSE)).isEqualTo(whole.get(0).get(Measure.MSE));
  }

  @Test
  void theRunWithEverythingComesFirst() {
    Ablation ablation = new Ablation(BacktestSample.setup(DATA, 250, 0));
    assertThatThrownBy(() -> ablation.add(Part.LSTM, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("everything comes first");
  }

  @Test
  void tableAndJsonSayWhatEachPartBuys() throws Exception {
    Ablation ablation = of(Part.STACK);
    assertThat(AblationTable.head(ablation.setup()))
        .contains("waves, 350 online rows, retrained every 150", "without", "MSE 1..6");
    assertThat(AblationTable.newest(ablation)).startsWith("stack ").contains(" %").hasLineCount(1);
    StringWriter text = new StringWriter();
    AblationJson.write(List.of(ablation), Map.of("seed", 1), text);
    JsonNode entries = new ObjectMapper().readTree(text.toString()).get("ablation");
    assertThat(entries).hasSize(2 * 2);
    assertThat(entries.get(0).get("without").isNull()).isTrue();
    assertThat(entries.get(3).get("without").asText()).isEqualTo("stack");
    assertThat(entries.get(3).get("changePercent").isNumber()).isTrue();
  }
}
