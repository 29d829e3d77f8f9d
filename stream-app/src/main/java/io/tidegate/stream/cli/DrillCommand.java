package io.tidegate.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.stream.broker.BrokerException;
import io.tidegate.stream.drill.DrillOptions;
import io.tidegate.stream.drill.SwapDrill;
import io.tidegate.stream.drill.SwapResult;
import io.tidegate.stream.pipeline.PipelineException;
import io.tidegate.stream.replay.DeliveryException;
import io.tidegate.stream.replay.ReplayException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    subcommands = {DrillCommand.Swap.class, CommandLine.HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  tidegate drill swap", "  tidegate drill swap --data ETTh2.csv --json swap.json"})
final class DrillCommand implements Runnable {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a drill is missing: swap");
  }

  /** One drill: runs it, prints what it found. */
  abstract static class Drill<R> implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private DrillArguments arguments = new DrillArguments();

    /** What runs, and how it is stopped. */
    record Running<R>(Callable<R> work, Runnable stop) {}

    abstract Running<R> prepare(DrillOptions options, DrillProgress progress);

    abstract String text(R result);

    abstract boolean kept(R result);

    @Override
    public Integer call() throws Exception {
      PrintWriter err = spec.commandLine().getErr();
      try {
        R result = run(err);
        tell(result);
        return kept(result) ? ExitCode.OK : ExitCode.SOFTWARE;
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

    private void tell(R result) {
      PrintWriter out = spec.commandLine().getOut();
      boolean onlyJson = arguments.json().filter(file -> file.equals(Path.of("-"))).isPresent();
      if (onlyJson) {
        out.println(json(result));
      } else {
        out.print(text(result));
        arguments.json().ifPresent(file -> write(file, json(result)));
      }
      out.flush();
    }

    private static String json(Object result) {
      try {
        return MAPPER.writeValueAsString(result);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void write(Path file, String json) {
      try {
        Files.writeString(file, json + System.lineSeparator());
      } catch (IOException e) {
        throw new CommandFailure("cannot write " + file + ": " + e, e);
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

    @Override
    String text(SwapResult result) {
      return result.text();
    }

    @Override
    boolean kept(SwapResult result) {
      return result.kept();
    }
  }
}
