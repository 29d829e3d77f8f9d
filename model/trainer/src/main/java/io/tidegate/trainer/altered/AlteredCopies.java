package io.tidegate.trainer.altered;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidegate.trainer.backtest.UnusableDataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Altered copies of a labelled folder of series, laid out as the Numenta Anomaly Benchmark is: each
 * copy holds {@code data/}, {@code labels/combined_windows.json} and {@code config/}. Of each
 * series the beginning is cut off (up to a fifth, but 800 rows before the first window stay), then
 * one {@link Alteration} is applied. The same seed gives the same bytes.
 */
public final class AlteredCopies {
  private static final String LABELS = "labels/combined_windows.json";
  private static final String SUFFIX = ".csv";
  private static final double MOST_CUT = 0.2;
  private static final int ROWS_BEFORE = 800;
  private static final int TIME_LENGTH = 19;
  private static final long SEEDS = 1_000_003;

  private final Path root;
  private final ObjectMapper json =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private final Map<String, List<Labelled.Window>> windows;

  /**
   * Reads the labels.
   *
   * @param root holds {@code data/} and {@code labels/combined_windows.json}
   * @throws UnusableDataException if it does not
   */
  public AlteredCopies(Path root) throws IOException {
    this.root = root;
    Path labels = root.resolve(LABELS);
    if (!Files.isDirectory(root.resolve("data")) || !Files.isRegularFile(labels)) {
      throw new UnusableDataException(
          root + ": expected a folder that holds data/ and " + LABELS + ", as the benchmark does");
    }
    this.windows = new TreeMap<>();
    json.readTree(labels.toFile())
        .properties()
        .forEach(
            file -> {
              List<Labelled.Window> list = new ArrayList<>();
              for (String[] window : json.convertValue(file.getValue(), String[][].class)) {
                list.add(new Labelled.Window(time(window[0]), time(window[1])));
              }
              windows.put(file.getKey(), list);
            });
  }

  private static String time(String text) {
    return text.substring(0, Math.min(TIME_LENGTH, text.length()));
  }

  /** Writes one copy to a new folder; its number and the seed decide every random choice. */
  public void write(Path out, int copy, long seed) throws IOException {
    Random random = new Random(seed * SEEDS + copy);
    Map<String, List<List<String>>> labels = new TreeMap<>();
    for (String name : names()) {
      Labelled altered = alter(read(name), random);
      write(out.resolve("data").resolve(name), altered);
      labels.put(
          name, altered.windows().stream().map(one -> List.of(one.from(), one.to())).toList());
    }
    Files.createDirectories(out.resolve(LABELS).getParent());
    json.writerWithDefaultPrettyPrinter().writeValue(out.resolve(LABELS).toFile(), labels);
    copyConfig(out);
  }

  /** The benchmark's scorer looks for its profiles beside the labels. */
  private void copyConfig(Path out) throws IOException {
    Path config = root.resolve("config");
    if (Files.isDirectory(config)) {
      Files.createDirectories(out.resolve("config"));
      try (Stream<Path> files = Files.list(config)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          Files.write(out.resolve("config").resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }
  }

  private List<String> names() throws IOException {
    Path data = root.resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .map(file -> data.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private Labelled read(String name) throws IOException {
    List<Labelled.Row> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(root.resolve("data").resolve(name));
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      try {
        if (!lines.get(i).isBlank()) {
          rows.add(new Labelled.Row(time(cells[0]), Double.parseDouble(cells[1])));
        }
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new UnusableDataException(
            name + " line " + (i + 1) + ": expected a time and a number, found " + lines.get(i));
      }
    }
    return new Labelled(rows, windows.getOrDefault(name, List.of()));
  }

  static Labelled alter(Labelled series, Random random) {
    int size = series.rows().size();
    double most = Math.min(MOST_CUT * size, Math.max(0, series.firstLabelled() - ROWS_BEFORE));
    int cut = (int) (random.nextDouble() * most);
    Labelled cropped = series.with(series.rows().subList(cut, size));
    Alteration[] all = Alteration.values();
    return cropped.with(all[random.nextInt(all.length)].apply(cropped, random));
  }

  private static void write(Path file, Labelled series) throws IOException {
    Files.createDirectories(file.getParent());
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
      writer.print("timestamp,value\n");
      for (Labelled.Row row : series.rows()) {
        writer.print(row.time() + "," + row.value() + "\n");
      }
    }
  }
}
