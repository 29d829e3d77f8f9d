package io.tidegate.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.wire.ModelPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void aRetrainingCoversWhatItHadReadInEveryPartition() {
    tally.decision(decision(1, ModelDecision.REJECTED, Map.of(0, 10L, 1, 7L)));
    assertThat(tally.isDecided(Map.of(0, 10L))).isTrue();
    assertThat(tally.isDecided(Map.of(0, 10L, 1, 7L))).isTrue();
    assertThat(tally.isDecided(Map.of(0, 10L, 1, 8L))).isFalse();
    assertThat(tally.isDecided(Map.of(2, 1L))).isFalse();
  }

  @Test
  void outcomesAreCountedAndTheTimeOfTheNewestDecisionIsKnown() {
    assertThat(tally.newestDecision()).isEqualTo(ModelPlan.UNDECIDED);
    tally.decision(decision(1, ModelDecision.PROMOTED, Map.of()));
    tally.decision(decision(2, ModelDecision.PROMOTED, Map.of()));
    tally.decision(decision(3, ModelDecision.FAILED, Map.of()));
    assertThat(tally.newestDecision()).isEqualTo(3);
    assertThat(tally.decisions(ModelDecision.PROMOTED)).isEqualTo(2);
    assertThat(tally.decisions(ModelDecision.FAILED)).isEqualTo(1);
    assertThat(tally.decisions(ModelDecision.REJECTED)).isZero();
  }

  private static ModelDecisionEvent decision(
      long version, ModelDecision decision, Map<Integer, Long> read) {
    List<OffsetRange> ranges = new ArrayList<>();
    read.forEach((partition, to) -> ranges.add(new OffsetRange(partition, 0L, to)));
    return ModelDecisionEvent.newBuilder()
        .setName("default")
        .setVersion(version)
        .setDecision(decision)
        .setReason("a test")
        .setTime(Instant.ofEpochMilli(version))
        .setOffsets(ranges)
        .build();
  }
}
