package io.tidegate.stream.cli;

import io.tidegate.stream.drill.DrillOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every drill. */
final class DrillArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FILE.csv",
      description = "Series to stream; by default made ones.")
  private Path data;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Use about the first N observations of the data; default: all.")
  private long records = Long.MAX_VALUE;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of what is made and of the trainer; default 1.")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result there too; - for standard output, without the table.")
  private Path json;

  @Mixin private PipelineArguments pipeline = new PipelineArguments();

  @Mixin private CsvArguments csv = new CsvArguments();

  DrillOptions options() {
    if (records < 1) {
      throw new ParameterException(spec.commandLine(), "--records: expected a positive number");
    }
    return new DrillOptions(
        Optional.ofNullable(data),
        csv.options(),
        records,
        seed,
        pipeline.directory(),
        pipeline.trainer(),
        pipeline.settings());
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }
}
