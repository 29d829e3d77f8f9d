package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.Part;
import io.tidegate.trainer.backtest.Ablation;
import io.tidegate.trainer.backtest.AblationJson;
import io.tidegate.trainer.backtest.AblationTable;
import io.tidegate.trainer.backtest.Backtest;
import io.tidegate.trainer.backtest.Results;
import io.tidegate.trainer.backtest.Setup;
import io.tidegate.trainer.sidecar.TrainerSettings;
import io.tidegate.trainer.worker.ForkedFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what each part of the forecaster buys. */
@Command(
    name = "ablation",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the backtest once whole and once without each part, retrainings included, and says how",
      "much larger the error is without it. A part that is off is off in training too. One run",
      "after the other: each takes as long as a backtest."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar tidegate-trainer.jar ablation --data ETTh1.csv --train 2880 --validation 720 \\",
      "    --online 10800 --parts lstm,highway,stack"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the work failed", "2:wrong use, or data that cannot be used"})
final class AblationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BacktestOptions options;

  @Option(
      names = "--parts",
      split = ",",
      converter = PartWord.class,
      completionCandidates = PartWord.class,
      paramLabel = "PART",
      description = "Of ${COMPLETION-CANDIDATES} (default all that the data have a use for).")
  private List<Part> parts = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
  private Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.checkOutput(json);
    TrainerSettings whole = options.settings();
    Model start = options.start(whole);
    List<Part> off = parts.isEmpty() ? options.usefulParts() : parts;
    List<List<Setup>> setups = new ArrayList<>();
    setups.add(options.setups(start, whole, 0));
    for (Part part : off) {
      setups.add(options.setups(start, options.settingsWithout(part), 0));
    }
    List<Ablation> all = new ArrayList<>();
    for (int file = 0; file < setups.get(0).size(); file++) {
      all.add(ablation(off, setups, file));
    }
    if (json != null) {
      try (Writer writer = Files.newBufferedWriter(json)) {
        AblationJson.write(all, options.how(start, whole), writer);
      }
    }
    return 0;
  }

  private Ablation ablation(List<Part> off, List<List<Setup>> setups, int file)
      throws InterruptedException {
    Setup whole = setups.get(0).get(file);
    Ablation ablation = new Ablation(whole);
    print(AblationTable.head(whole));
    int rows = whole.parts().end();
    try (AblationProgress progress =
        new AblationProgress(
            whole.data().name(), setups.size(), rows, spec.commandLine().getErr())) {
      for (int run = 0; run < setups.size(); run++) {
        Part part = run == 0 ? null : off.get(run - 1);
        progress.begin(run, part == null ? "whole" : "without " + part.word());
        Results results = run(setups.get(run).get(file), progress);
        ablation.add(part, results);
        progress.end(results.seconds());
        print(AblationTable.newest(ablation));
      }
    }
    return ablation;
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private static Results run(Setup setup, AblationProgress progress) throws InterruptedException {
    TrainerSettings settings = setup.settings();
    ForkedFit runner = new ForkedFit(settings.fitMemory(), settings.threads());
    return new Backtest(setup, runner, progress).run();
  }
}
