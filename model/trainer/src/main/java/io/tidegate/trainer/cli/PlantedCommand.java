package io.tidegate.trainer.cli;

import io.tidegate.trainer.alerts.Planted;
import io.tidegate.trainer.alerts.PlantedReport;
import io.tidegate.trainer.alerts.PlantedSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what is found of incidents that are known. */
@Command(
    name = "planted",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plants incidents of each kind, of 1 to 10 standard deviations of the noise, into simulated",
      "series (a daily wave, white noise, a slow walk; a record every five minutes, four weeks of",
      "them before) and says how many are found, whether their kind is named right, how many",
      "records later, and how many alerts one incident gives. Records go the way of production:",
      "forecast by the shipped model, then alerts. One false alarm a week is accepted. One core."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar tidegate-trainer.jar alerts planted --html planted.html")
final class PlantedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--series",
      defaultValue = "20",
      paramLabel = "N",
      description = "Of each of the three sorts (default ${DEFAULT-VALUE}).")
  private int series;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
  private Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with charts there.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    PlantedSettings settings = settings();
    requireFolder(json);
    requireFolder(html);
    PlantedReport report;
    try (RowBar bar = new RowBar("planted", settings.allRows(), spec.commandLine().getErr())) {
      report = Planted.run(settings, bar::stepTo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.table());
    out.flush();
    if (json != null) {
      try (Writer writer = Files.newBufferedWriter(json)) {
        report.writeJson(writer);
      }
    }
    if (html != null) {
      try (Writer writer = Files.newBufferedWriter(html)) {
        report.writeHtml(writer);
      }
    }
    return 0;
  }

  private static void requireFolder(Path file) {
    if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new CommandFailure("no folder " + file.toAbsolutePath().getParent() + " to write to");
    }
  }

  private PlantedSettings settings() {
    try {
      return PlantedSettings.of(series, seed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
