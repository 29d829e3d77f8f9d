package io.tidegate.stream.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.ModelDecision;
import io.tidegate.stream.drill.ChallengerResult.Trial;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengerResultTest {
  private static final Circumstances HERE =
      new Circumstances("a machine", "a JDK", "0.1.0", 1, "made", 1_000, 2);

  private static Trial trial(
      String gate, ModelDecision expected, ModelDecision decision, long spoiled) {
    return new Trial("bad", gate, 2, expected, decision, "so", 10, spoiled);
  }

  @Test
  void candidatesThatWereStoppedKeepThePromise() {
    ChallengerResult result =
        ChallengerResult.of(
            HERE,
            List.of(
                trial("live", ModelDecision.REJECTED, ModelDecision.REJECTED, 0),
                trial("watch", ModelDecision.ROLLED_BACK, ModelDecision.ROLLED_BACK, 40)));
    assertThat(result.kept()).isTrue();
    assertThat(result.text()).contains("ROLLED_BACK").endsWith("kept\n");
  }

  @Test
  void oneThatWasNotStoppedOrSpoiledForecastsIsAFault() {
    ChallengerResult result =
        ChallengerResult.of(
            HERE,
            List.of(
                trial("live", ModelDecision.REJECTED, ModelDecision.REJECTED, 3),
                trial("watch", ModelDecision.ROLLED_BACK, ModelDecision.KEPT, 40)));
    assertThat(result.faults())
        .containsExactly(
            "bad, live: it spoiled 3 forecasts", "bad, watch: expected ROLLED_BACK, but KEPT: so");
  }

  @Test
  void aShuffledModelHasTheSameNumbersInAnotherOrder() {
    Model champion = ShippedModel.load();
    Model shuffled = BadCandidate.shuffled(champion, 3);
    assertThat(shuffled.head()).isNotEqualTo(champion.head());
    float[] here = shuffled.head();
    float[] there = champion.head();
    Arrays.sort(here);
    Arrays.sort(there);
    assertThat(here).isEqualTo(there);
    assertThat(BadCandidate.shuffled(champion, 3).head()).isEqualTo(shuffled.head());
  }
}
