package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.trainer.backtest.Backtest;
import io.tidegate.trainer.fit.FitSettings;
import io.tidegate.trainer.worker.ForkedFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a file through the kernel with retrainings on the way. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a wide CSV file through the kernel, retrains on the way, and compares the",
      "forecasts with persistence and seasonal naive on standardised values."
    },
    footerHeading = "%n",
    footer = {
      "Example:",
      "  java -jar tidegate-trainer.jar backtest ETTh1.csv --training 2880 --online 3600 \\",
      "    --rows 14400 --every 720"
    })
final class BacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Time column first, then one column a series.")
  private Path file;

  @Option(names = "--training", required = true, description = "Rows that standardise.")
  private int training;

  @Option(names = "--online", required = true, description = "First row that is scored.")
  private int online;

  @Option(names = "--rows", defaultValue = "2147483647", description = "Rows to read.")
  private int rows;

  @Option(
      names = "--every",
      defaultValue = "0",
      description = "Rows between retrainings, the first at --online; 0 for none.")
  private int every;

  @Option(names = "--model", paramLabel = "FILE", description = "Instead of version 0.")
  private Path model;

  @Option(names = "--first-batches", defaultValue = "150")
  private int firstBatches;

  @Option(names = "--first-rate", defaultValue = "2e-3")
  private double firstRate;

  @Option(names = "--batches", defaultValue = "60")
  private int batches;

  @Option(names = "--rate", defaultValue = "1e-3")
  private double rate;

  @Option(names = "--passes", defaultValue = "20")
  private double passes;

  @Option(names = "--prior-rows", defaultValue = "30000")
  private double priorRows;

  @Option(names = "--reject-above", defaultValue = "1.05")
  private double rejectAbove;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    FitSettings standard = FitSettings.STANDARD.withPriorRows(priorRows);
    Backtest backtest =
        new Backtest(
            new Backtest.Plan(
                file,
                training,
                online,
                rows,
                every,
                standard.withTraining(firstBatches, passes, firstRate),
                standard.withTraining(batches, passes, rate),
                rejectAbove,
                seed),
            new ForkedFit("1g", 1));
    out.print(
        backtest.run(
            start(),
            line -> {
              out.println(line);
              out.flush();
            }));
    out.flush();
    return 0;
  }

  private Model start() {
    return model == null ? ShippedModel.load() : ModelFile.decode(model, ModelFile.bytes(model));
  }
}
