package io.tidegate.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.TestSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenModelTest {
  @TempDir Path directory;
  private final Model parent = TestSeries.persistence(TestSeries.SHAPE, 1);

  private Fit judged(byte[] bytes, List<SeriesData> series) throws IOException {
    Path file = Files.write(directory.resolve("candidate.model"), bytes);
    FitRequest request = new FitRequest(parent, TestSeries.settings(8), series, 5);
    return new GivenModel(file, Size.STANDARD).run(request, FitProgress.NONE);
  }

  @Test
  void theModelOfTheFileIsJudgedAsItIs() throws IOException {
    byte[] bytes = ModelCodec.encode(parent);
    Fit fit = judged(bytes, TestSeries.waves(3, 400));
    assertThat(ModelCodec.encode(fit.model())).isEqualTo(bytes);
    assertThat(fit.after().loss()).isEqualTo(fit.before().loss()).isPositive();
    assertThat(fit.batches()).isZero();
    assertThat(fit.environment()).contains("candidate.model");
  }

  @Test
  void aFileThatIsNoModelSaysSo() {
    assertThatThrownBy(() -> judged(new byte[20], TestSeries.waves(3, 400)))
        .isInstanceOf(FitFailedException.class)
        .hasMessageContaining("candidate.model is not a model");
  }

  @Test
  void withoutDataThereIsNothingToJudgeBy() {
    assertThatThrownBy(() -> judged(ModelCodec.encode(parent), List.of()))
        .isInstanceOf(NotEnoughDataException.class);
  }
}
