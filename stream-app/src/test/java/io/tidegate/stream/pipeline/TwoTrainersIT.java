package io.tidegate.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as users run it, twice for one model, which is a mistake. */
class TwoTrainersIT {
  private static final int TAKEN_OVER = 3;

  @TempDir Path directory;
  private TrainerCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TrainerCluster(directory);
  }

  @AfterEach
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theOlderOfTwoTrainersEndsSoonAndBothSaySo() throws Exception {
    TrainerProcess older = cluster.start("older");
    cluster.awaitLine("older", "training model default from version 0");
    assertThat(cluster.log("older"))
        .contains(
            "the transactional id tidegate-trainer-default of model default is this trainer's");
    TrainerProcess newer = cluster.start("newer");
    await().atMost(TrainerCluster.PATIENCE).until(() -> older.exitCode().isPresent());
    assertThat(older.exitCode()).hasValue(TAKEN_OVER);
    assertThat(cluster.log("older"))
        .contains("tidegate-trainer: a newer trainer of model default took over")
        .doesNotContain("Exception");
    cluster.awaitLine("newer", "training model default from version 0");
    assertThat(cluster.log("newer"))
        .contains("took over the transactional id tidegate-trainer-default of model default");
    newer.check();
  }

  @Test
  void theOlderOfTwoTrainersGivesUpTheTrainingThatIsUnderWay() throws Exception {
    cluster.observe(600);
    TrainerProcess older =
        cluster.start(
            "older",
            "tidegate.trainer.every.observations=600",
            "tidegate.trainer.batches.first=100000",
            "tidegate.trainer.passes=1000000");
    cluster.awaitLine("older", "of 100000");
    TrainerProcess newer = cluster.start("newer", "tidegate.trainer.every.observations=100000");
    await().atMost(TrainerCluster.PATIENCE).until(() -> older.exitCode().isPresent());
    assertThat(older.exitCode()).hasValue(TAKEN_OVER);
    cluster.awaitLine("newer", "training model default from version 0");
    newer.check();
  }
}
