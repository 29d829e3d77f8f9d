package io.tidegate.trainer.cli;

import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.state.StateSizes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how many bytes are kept for each series. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = {
      "Leads series of three steps through the kernel and says how many bytes each part of their",
      "state takes, without a missing value and with gaps at their worst."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar tidegate-trainer.jar state --size lean")
final class StateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      defaultValue = "standard",
      converter = SizeWord.class,
      completionCandidates = SizeWord.class,
      paramLabel = "SIZE",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Size size;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(StateSizes.table(size));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
