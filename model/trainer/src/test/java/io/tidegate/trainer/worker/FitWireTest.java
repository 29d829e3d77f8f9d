package io.tidegate.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitProgress;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.Fitter;
import io.tidegate.trainer.fit.SeriesData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitWireTest {
  @Test
  void aRequestComesOutAsItWentIn() throws IOException {
    SeriesSettings lean = new SeriesSettings(0, 7 * 24 * TestSeries.HOUR, true, Size.LEAN);
    SeriesData other = new SeriesData("b", lean, TestSeries.wave("b", 20, 2).observations());
    FitRequest request =
        new FitRequest(
            TestSeries.persistence(TestSeries.SHAPE, 1),
            TestSeries.settings(7, Part.VOTE, Part.SECOND_SEASON),
            List.of(TestSeries.wave("a", 30, 1), other),
            42);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FitWire.writeRequest(request, new DataOutputStream(bytes));
    FitRequest read =
        FitWire.readRequest(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(ModelCodec.encode(read.parent())).isEqualTo(ModelCodec.encode(request.parent()));
    assertThat(read.settings()).isEqualTo(request.settings());
    assertThat(read.series()).isEqualTo(request.series());
    assertThat(read.seed()).isEqualTo(42);
  }

  @Test
  void aResultComesOutAsItWentIn() throws IOException {
    Fit fit =
        new Fitter(TestSeries.settings(2), FitProgress.NONE)
            .fit(TestSeries.persistence(TestSeries.SHAPE, 1), TestSeries.waves(2, 400), 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FitWire.writeFit(fit, new DataOutputStream(bytes));
    Fit read = FitWire.readFit(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(ModelCodec.encode(read.model())).isEqualTo(ModelCodec.encode(fit.model()));
    assertThat(read.environment()).isEqualTo(fit.environment());
    assertThat(read.after().loss()).isEqualTo(fit.after().loss());
    assertThat(read.after().blocks())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(fit.after().blocks());
    assertThat(read.after().blocks()).hasSize(10);
  }
}
