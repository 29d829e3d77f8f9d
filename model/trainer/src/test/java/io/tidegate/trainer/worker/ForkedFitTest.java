package io.tidegate.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitFailedException;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.NotEnoughDataException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedFitTest {
  private final FitRequest request =
      new FitRequest(
          TestSeries.persistence(TestSeries.SHAPE, 1),
          TestSeries.settings(5),
          TestSeries.waves(2, 300),
          42);

  @Test
  void twoProcessesGiveTheSameBytesAndTellTheirProgress() throws InterruptedException {
    ForkedFit forked = new ForkedFit("256m", 1, 10);
    List<Integer> batches = new ArrayList<>();
    Fit first = forked.run(request, (batch, of, loss) -> batches.add(batch));
    Fit second = forked.run(request, FitProgress.NONE);
    assertThat(batches).containsExactly(1, 2, 3, 4, 5);
    assertThat(ModelCodec.encode(first.model())).isEqualTo(ModelCodec.encode(second.model()));
    assertThat(first.after().loss()).isLessThan(first.before().loss());
    assertThat(first.environment()).contains("1 thread");
  }

  @Test
  void theProcessHasAsManyThreadsAsItIsGivenByEveryNameAndNeverMoreThanCores() {
    assertThat(new ForkedFit("256m", 1).process(List.of()).environment())
        .containsEntry("OMP_NUM_THREADS", "1")
        .containsEntry("OPENBLAS_NUM_THREADS", "1")
        .containsEntry("MKL_NUM_THREADS", "1")
        .containsEntry("OMP_WAIT_POLICY", "PASSIVE");
    assertThat(new ForkedFit("256m", 256).process(List.of()).environment())
        .containsEntry(
            "OMP_NUM_THREADS", Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void aNiceProcessIsStartedByNiceWhereThereIsOne(@TempDir Path folder) throws IOException {
    Optional<String> path = Optional.of("/nowhere" + File.pathSeparator + folder);
    assertThat(LowPriority.before(10, path)).isEmpty();
    Path program = Files.createFile(folder.resolve("nice"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    List<String> priority = LowPriority.before(10, path);
    assertThat(new ForkedFit("256m", 1, 10).process(priority).command())
        .startsWith("nice", "-n", "10")
        .contains("-Xmx256m");
    assertThat(LowPriority.before(0, path)).isEmpty();
    assertThat(LowPriority.before(10, Optional.empty())).isEmpty();
  }

  @Test
  void whatTheOtherProcessRefusesIsRefusedHere() {
    FitRequest nothing =
        new FitRequest(request.parent(), request.settings(), List.of(), request.seed());
    assertThatThrownBy(() -> new ForkedFit("256m", 1).run(nothing, FitProgress.NONE))
        .isInstanceOf(NotEnoughDataException.class)
        .hasMessageContaining("0 series");
  }

  @Test
  void aProcessThatDiesIsAFailedFit() {
    assertThatThrownBy(() -> new ForkedFit("1k", 1).run(request, FitProgress.NONE))
        .isInstanceOf(FitFailedException.class)
        .hasMessageContaining("ended early");
  }

  @Test
  void anInterruptGivesTheFitUp() throws InterruptedException {
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                new ForkedFit("256m", 1)
                    .run(request, (batch, of, loss) -> Thread.currentThread().interrupt());
              } catch (InterruptedException | RuntimeException e) {
                ended.set(e);
              }
            });
    thread.start();
    thread.join(60_000);
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }
}
