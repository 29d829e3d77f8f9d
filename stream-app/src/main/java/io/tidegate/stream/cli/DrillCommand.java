package io.tidegate.stream.cli;

import io.tidegate.stream.broker.BrokerException;
import io.tidegate.stream.drill.ChallengerDrill;
import io.tidegate.stream.drill.ChallengerResult;
import io.tidegate.stream.drill.DriftDrill;
import io.tidegate.stream.drill.DriftResult;
import io.tidegate.stream.drill.DrillOptions;
import io.tidegate.stream.drill.DrillResult;
import io.tidegate.stream.drill.RetrainingDrill;
import io.tidegate.stream.drill.RetrainingResult;
import io.tidegate.stream.drill.SwapDrill;
import io.tidegate.stream.drill.SwapResult;
import io.tidegate.stream.pipeline.PipelineException;
import io.tidegate.stream.replay.DeliveryException;
import io.tidegate.stream.replay.ReplayException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate drill}: exercises that measure. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Exercises the whole on this machine and measures whether it keeps its promises about model"
          + " versions: a Kafka broker inside this process, the stream application, and the trainer"
          + " as a process of its own. It touches no other cluster."
    },
    subcommands = {
      DrillCommand.Swap.class,
      DrillCommand.Challenger.class,
      DrillCommand.Drift.class,
      DrillCommand.Retraining.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate drill swap --data ETTh2.csv --json swap.json",
      "  tidegate drill challenger"
    })
final class DrillCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a drill is missing: swap, challenger, drift or retraining");
  }

  /** One drill: runs it, prints what it found. */
  abstract static class Drill<R extends DrillResult> implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private DrillArguments arguments = new DrillArguments();

    /** What runs, and how it is stopped. */
    record Running<R>(Callable<R> work, Runnable stop) {}

    abstract Running<R> prepare(DrillOptions options, DrillProgress progress);

    @Override
    public Integer call() throws Exception {
      PrintWriter err = spec.commandLine().getErr();
      try {
        R result = run(err);
        JsonOutput.tell(spec, arguments.json(), result, result.text());
        return result.kept() ? ExitCode.OK : ExitCode.SOFTWARE;
      } catch (ReplayException e) {
        err.println("tidegate: " + e.getMessage());
        return ExitCode.USAGE;
      } catch (PipelineException | BrokerException | DeliveryException e) {
        throw new CommandFailure(e.getMessage(), e);
      }
    }

    private R run(PrintWriter err) throws Exception {
      try (DrillProgress progress = new DrillProgress(err)) {
        Running<R> running = prepare(arguments.options(), progress);
        return Interruption.endsBy(running.stop(), running.work());
      }
    }
  }

  /** {@code tidegate drill swap}. */
  @Command(
      name = "swap",
      mixinStandardHelpOptions = true,
      description = {
        "Swaps the model version five times under a running stream: three versions promoted by the"
            + " trainer, a rollback by hand after the second of them, and a fifth version with"
            + " another number of hidden values. The stream waits for each decision, so that the"
            + " result does not depend on how fast this machine trains.",
        "",
        "For each swap it tells at which offset of each partition it was made; how many forecasts"
            + " were due until the next one; how many of them are missing (0 promised: what is due"
            + " says a replay); how many are cold where the replay's are not (0 promised);"
            + " and what the swap cost: for the origins in the 48 steps after it, over all steps"
            + " ahead that came, the squared error of the forecasts that were issued, over that of a"
            + " replay of the same input whose states had been under the new version from the first"
            + " record on (the ratio; at most 1.02 promised). Errors are in units of each series'"
            + " mean absolute change from one value to the next; shown are their root mean squares.",
        "",
        "At the end every forecast is compared with a replay, byte for byte. Every candidate is"
            + " promoted, better or not: that is not the question here."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate drill swap",
        "  tidegate drill swap --data ETTh2.csv --json swap.json",
        "  tidegate drill swap --set tidegate.trainer.batches.first=20 --dir /tmp/drill"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:every promise was kept",
        "1:one was not, or the drill could not start or go on",
        "2:wrong use, or a file that cannot be read as asked"
      })
  static final class Swap extends Drill<SwapResult> {
    @Override
    Running<SwapResult> prepare(DrillOptions options, DrillProgress progress) {
      SwapDrill drill = new SwapDrill(options, progress);
      return new Running<>(drill::run, drill::stop);
    }
  }

  /** {@code tidegate drill challenger}. */
  @Command(
      name = "challenger",
      mixinStandardHelpOptions = true,
      description = {
        "Sends a deliberately bad candidate the way that a trained one goes, three times: to the"
            + " offline gate, which is to reject it; with that one off to the live gate, which is to"
            + " reject it after a trial beside the champion; with both off into use, where the watch"
            + " is to roll it back.",
        "",
        "For each it tells the decision, how many records the trainer read from its first decision"
            + " about the candidate to the last one, and how many forecasts the candidate spoiled:"
            + " those that were issued under it (0 promised where a gate is on).",
        "",
        "Bad are: the weights of a trained champion, in another order of each matrix's own; and a"
            + " model that was trained, but on noise. The stream stops now and then for the trainer"
            + " to look at what came out, so that records count and not seconds."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate drill challenger",
        "  tidegate drill challenger --kind shuffled --data ETTh2.csv --records 30000 --json c.json"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:each was stopped where it is to be",
        "1:one was not, or the drill could not start or go on",
        "2:wrong use, or a file that cannot be read as asked"
      })
  static final class Challenger extends Drill<ChallengerResult> {
    @Option(
        names = "--kind",
        split = ",",
        paramLabel = "KIND",
        description = "shuffled or foreign; default: both.")
    private Set<ChallengerDrill.Kind> kinds = EnumSet.allOf(ChallengerDrill.Kind.class);

    @Override
    Running<ChallengerResult> prepare(DrillOptions options, DrillProgress progress) {
      ChallengerDrill drill = new ChallengerDrill(options, kinds, progress);
      return new Running<>(drill::run, drill::stop);
    }
  }

  /** {@code tidegate drill drift}. */
  @Command(
      name = "drift",
      mixinStandardHelpOptions = true,
      description = {
        "Plants a change of level, season and noise at a known record of made series, once for each"
            + " seed, and streams made series without one. The trainer retrains on drift alone.",
        "",
        "For each change it tells, in records from it: how many the trainer had read when it began"
            + " to retrain (at most 500 promised, in nine of ten); how many had been streamed when"
            + " it had trained and decided, at about 100 records a second; and how many came before"
            + " the first forecast of the new version, where it was promoted. Early are retrainings"
            + " before the change. Errors are root mean squares of the forecasts that were issued,"
            + " one step ahead, in units of each series' mean absolute change in the same stretch:"
            + " in the ten days before the change, from it to the new version, and after that.",
        "",
        "Without a change at most one retraining on drift in 100,000 records is promised."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate drill drift",
        "  tidegate drill drift --seeds 10 --steady 100000 --json drift.json"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:both promises were kept",
        "1:one was not, or the drill could not start or go on",
        "2:wrong use"
      })
  static final class Drift extends Drill<DriftResult> {
    @Spec private CommandSpec drift;

    @Option(
        names = "--seeds",
        defaultValue = "3",
        paramLabel = "N",
        description =
            "Number of changes, the first with --seed, the next with the next; default 3.")
    private int seeds;

    @Option(
        names = "--steady",
        defaultValue = "40000",
        paramLabel = "N",
        description = "Records to stream without a change; default 40000, 0 for none.")
    private long steady;

    @Override
    Running<DriftResult> prepare(DrillOptions options, DrillProgress progress) {
      if (seeds < 1 || steady < 0 || steady > 10_000_000) {
        throw new ParameterException(
            drift.commandLine(), "expected --seeds from 1 on and --steady from 0 to 10000000");
      }
      if (options.data().isPresent()) {
        throw new ParameterException(
            drift.commandLine(), "this drill plants its change in series that it makes: no --data");
      }
      DriftDrill drill = new DriftDrill(options, seeds, steady, progress);
      return new Running<>(drill::run, drill::stop);
    }
  }

  /** {@code tidegate drill retraining}. */
  @Command(
      name = "retraining",
      mixinStandardHelpOptions = true,
      description = {
        "Streams made series at an even rate and measures how long forecasts take before, during"
            + " and after a retraining in the trainer beside the stream, which yields the cores to"
            + " it (tidegate.trainer.nice). The retraining goes on for as long as it is measured.",
        "",
        "For each window it tells how many milliseconds passed from producing an observation until"
            + " its forecast could be read as committed (median, 99 of 100, longest), and how many"
            + " microseconds a step of a series took, from the histogram under /metrics: the upper"
            + " end of the bucket. Promised is that the stream keeps up with the rate: at least"
            + " 95 % of the forecasts come within each window."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  tidegate drill retraining",
        "  tidegate drill retraining --rate 2000 --seconds 60 --json retraining.json"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the stream kept up",
        "1:it did not, or the drill could not start or go on",
        "2:wrong use"
      })
  static final class Retraining extends Drill<RetrainingResult> {
    @Spec private CommandSpec retraining;

    @Option(
        names = "--seconds",
        defaultValue = "30",
        paramLabel = "N",
        description = "Length of each window; default 30.")
    private int seconds;

    @Option(
        names = "--rate",
        defaultValue = "500",
        paramLabel = "N",
        description = "Observations a second, at least 20; default 500.")
    private int rate;

    @Override
    Running<RetrainingResult> prepare(DrillOptions options, DrillProgress progress) {
      if (seconds < 1 || seconds > 600 || rate < 20 || rate > 100_000) {
        throw new ParameterException(
            retraining.commandLine(),
            "expected --seconds from 1 to 600 and --rate from 20 to 100000");
      }
      if (options.data().isPresent()) {
        throw new ParameterException(
            retraining.commandLine(), "this drill streams series that it makes: no --data");
      }
      RetrainingDrill drill = new RetrainingDrill(options, seconds, rate, progress);
      return new Running<>(drill::run, drill::stop);
    }
  }
}
