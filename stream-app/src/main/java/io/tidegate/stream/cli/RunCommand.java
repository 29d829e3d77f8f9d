package io.tidegate.stream.cli;

import io.tidegate.kernel.lstm.Arithmetic;
import io.tidegate.stream.TidegateApplication;
import io.tidegate.stream.config.StreamSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate run}: the stream application against a Kafka cluster. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Forecasts every series of the observations topic until it is told to end (Ctrl-C,"
          + " SIGTERM).",
      "",
      "The topics must be there: see tidegate topics create."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate run --config tidegate.properties",
      "  tidegate run --set kafka.bootstrap.servers=localhost:9092 --set tidegate.http.port=9000"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended when told to (128 + the signal's number where a signal ended it)",
      "1:the Kafka cluster cannot be used, or the application had to stop",
      "2:wrong use or wrong configuration"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws Exception {
    StreamSettings settings = options.load();
    try (TidegateApplication application = TidegateApplication.start(settings)) {
      return Interruption.endsBy(application::close, () -> runToTheEnd(application));
    }
  }

  private int runToTheEnd(TidegateApplication application) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("tidegate: page and API at " + application.page());
    out.println("tidegate: LSTM steps by " + Arithmetic.chosen());
    out.flush();
    application.awaitEnd();
    if (!application.failure().isEmpty()) {
      throw new CommandFailure("stopped: " + application.failure());
    }
    return ExitCode.OK;
  }
}
