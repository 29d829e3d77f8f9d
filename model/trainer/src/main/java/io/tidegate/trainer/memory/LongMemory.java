package io.tidegate.trainer.memory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The whole experiment. Sets ND4J to one thread first; run one at a time. */
public final class LongMemory {
  /** The chart's file name. */
  public static final String CHART = "memory.svg";

  /** The figures' file name. */
  public static final String FIGURES = "memory.json";

  private final MemoryReport report;

  private LongMemory(MemoryReport report) {
    this.report = report;
  }

  /** Runs it; how far it is goes to {@code progress}, a line now and then. */
  public static LongMemory run(MemorySettings settings, Consumer<String> progress) {
    // The native lstmLayer_bp never frees its intermediate arrays: some 10 MB an update at N = 500.
    // JavaCPP would take that for a full memory at four times the heap.
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    io.tidegate.trainer.network.NativeThreads.use(1);
    return new LongMemory(new MemoryExperiment(settings, progress).run());
  }

  /** The figures as tables. */
  public String tables() {
    return MemoryTables.of(report);
  }

  /** Writes {@link #CHART} and {@link #FIGURES} into a folder that is there. */
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(CHART), MemoryChart.of(report));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve(FIGURES).toFile(), report);
  }
}
