package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.pretrain.PretrainSettings;
import io.tidegate.trainer.pretrain.Pretraining;
import io.tidegate.trainer.worker.ForkedFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes version 0. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a model from nothing on synthetic series and writes it to a file.",
      "The same options give the same bytes on the same processor family."
    },
    footerHeading = "%n",
    footer = {
      "Examples, as version 0 was made, in each size:",
      "  java -jar tidegate-trainer.jar pretrain --out version-0.model --seed 1",
      "  java -jar tidegate-trainer.jar pretrain --size lean --out version-0-lean.model --seed 1"
    })
final class PretrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path out;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--size",
      defaultValue = "standard",
      converter = SizeWord.class,
      completionCandidates = SizeWord.class,
      paramLabel = "SIZE",
      description = "${COMPLETION-CANDIDATES}: shape of the model (default ${DEFAULT-VALUE}).")
  private Size size;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Updates of each round (default: as version 0 was made).")
  private Integer batches;

  @Option(
      names = "--series",
      paramLabel = "N",
      description = "Synthetic series of each round (default: as version 0 was made).")
  private Integer series;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Trainings one after the other (default: as version 0 was made).")
  private Integer rounds;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Hidden units (default: as version 0 was made).")
  private Integer units;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "LSTM layers (default: as version 0 was made).")
  private Integer layers;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Path folder = out.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("no folder " + folder + " to write " + out.getFileName() + " to");
    }
    Fit fit =
        new Pretraining(settings(), new ForkedFit("1g", 1))
            .run(seed, (round, rounds) -> progress("round " + round + " of " + rounds + ", ", err));
    byte[] bytes = ModelCodec.encode(fit.model());
    Files.write(out, bytes);
    err.printf(
        "%s: %d bytes, SHA-256 %s%n", out, bytes.length, io.tidegate.trainer.Digest.sha256(bytes));
    err.printf(
        "seed %d, %d series, %d observations, %d batches (%d clipped), %.0f sequence steps/s%n",
        seed, fit.series(), fit.observations(), fit.batches(), fit.clipped(), fit.stepsPerSecond());
    err.printf(
        "held-back loss %.4f (start %.4f); step 1 %.4f, last step %.4f%n",
        fit.after().loss(),
        fit.before().loss(),
        fit.after().loss(1),
        fit.after().loss(fit.model().shape().horizon()));
    err.printf("made on %s%n", fit.environment());
    err.flush();
    return 0;
  }

  private static ProgressLine progress(String round, PrintWriter err) {
    return new ProgressLine(
        line -> {
          err.println(round + line);
          err.flush();
        });
  }

  private PretrainSettings settings() {
    PretrainSettings standard = PretrainSettings.of(size);
    ModelShape shape = standard.shape();
    return new PretrainSettings(
        size,
        new ModelShape(
            units == null ? shape.units() : units,
            layers == null ? shape.layers() : layers,
            shape.lags(),
            shape.horizon(),
            shape.levels()),
        series == null ? standard.series() : series,
        rounds == null ? standard.rounds() : rounds,
        standard
            .fit()
            .withTraining(
                batches == null ? standard.fit().batches() : batches,
                standard.fit().passes(),
                standard.fit().rate()));
  }
}
