package io.tidegate.stream.cli;

import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.inspect.Inspection;
import io.tidegate.stream.inspect.Sample;
import io.tidegate.stream.inspect.UnknownFormatException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate inspect}: what a foreign topic holds, and how it would be read. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at a sample of an existing topic and guesses its format: JSON, Avro, lines of CSV or"
          + " doubles; which field is the time, which are values, and which name the series.",
      "",
      "It prints the lines of configuration that say so, which tidegate run then needs, and beside"
          + " them as comments what the fields hold, the first series as they would be read, and how"
          + " many records do not fit and why. What the configuration says already is not guessed:"
          + " with all of it given, this is a dry run. The topic is only read, without a group.",
      "",
      "Avro in a registry's frame needs the registry's deserializer and its settings:"
          + " tidegate.input.format, tidegate.input.deserializer and"
          + " tidegate.input.deserializer.*."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidegate inspect --topic plant.readings --set kafka.bootstrap.servers=localhost:9092",
      "  tidegate inspect --topic plant.readings --config tidegate.properties >> tidegate.properties",
      "  tidegate inspect --topic plant.avro --set tidegate.input.format=avro"
          + " --set tidegate.input.avro.schemas=reading.avsc --config tidegate.properties"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:at least one record of the sample can be read",
      "1:none can, the topic is empty or absent, or the Kafka cluster cannot be used",
      "2:wrong use or wrong configuration"
    })
final class InspectCommand implements Callable<Integer> {
  private static final int MOST = 100_000;

  @Spec private CommandSpec spec;

  @Option(names = "--topic", required = true, paramLabel = "NAME", description = "The topic.")
  private String topic;

  @Option(
      names = "--sample",
      defaultValue = "200",
      paramLabel = "N",
      description = "How many of the newest records to look at, 1 to 100000; default 200.")
  private int count;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    if (count < 1 || count > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--sample': expected 1 to " + MOST + ", found " + count);
    }
    StreamSettings settings = options.loadForKafka();
    Inspection inspection;
    try {
      Sample sample = Sample.take(settings.kafka(), topic, count);
      inspection = Inspection.of(sample, keys -> options.load(keys).input());
    } catch (UnknownFormatException e) {
      throw new CommandFailure(e.getMessage());
    }
    spec.commandLine().getOut().print(inspection.text());
    spec.commandLine().getOut().flush();
    return inspection.fits() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
