package io.tidegate.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.trainer.TestSeries;
import io.tidegate.trainer.fit.FitRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FitWireTest {
  @Test
  void aRequestComesOutAsItWentIn() throws IOException {
    FitRequest request =
        new FitRequest(
            TestSeries.persistence(TestSeries.SHAPE, 1),
            TestSeries.settings(7),
            TestSeries.waves(2, 30),
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
}
