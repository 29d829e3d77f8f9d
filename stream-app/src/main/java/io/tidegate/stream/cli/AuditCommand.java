package io.tidegate.stream.cli;

import io.tidegate.stream.audit.Audit;
import io.tidegate.stream.audit.AuditReport;
import io.tidegate.stream.config.StreamSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate audit}: whether every record is accounted for. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Counts what is committed: whether every accepted observation has exactly one forecast, and"
          + " every other record a dead letter or an entry in the books.",
      "",
      "The application may be running or not. The whole of the topics is read."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidegate audit --config tidegate.properties"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it adds up",
      "1:it does not, or the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    StreamSettings settings = options.loadForKafka();
    AuditReport report = Audit.take(settings);
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    return report.addsUp() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
