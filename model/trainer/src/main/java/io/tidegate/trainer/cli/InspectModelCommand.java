package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.trainer.Digest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a model file holds. */
@Command(
    name = "inspect-model",
    mixinStandardHelpOptions = true,
    description = "Checks a model file and says what it holds.",
    footerHeading = "%nExample:%n",
    footer = "  java -jar tidegate-trainer.jar inspect-model version-0.model")
final class InspectModelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The kernel's binary model format.")
  private Path file;

  @Override
  public Integer call() {
    byte[] bytes = ModelFile.bytes(file);
    Model model = ModelFile.decode(file, bytes);
    ModelShape shape = model.shape();
    float[] spread = model.spread();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%d bytes, SHA-256 %s%n", bytes.length, Digest.sha256(bytes));
    out.printf(
        Locale.ROOT,
        "%d LSTM layer(s) of %d units, %d lags, horizon %d, quantiles %s%n",
        shape.layers(),
        shape.units(),
        shape.lags(),
        shape.horizon(),
        shape.levels());
    out.printf(
        Locale.ROOT,
        "spread in units of the scale: %.4f at step 1, %.4f at step %d%n",
        spread[0],
        spread[spread.length - 1],
        spread.length);
    out.flush();
    return 0;
  }
}
