package io.tidegate.trainer.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each part buys, for machines: {@code ablation} holds one entry for each data set, part (null
 * for the run with everything) and horizon; {@code run} how they came about.
 */
public final class AblationJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private AblationJson() {}

  /** Writes all of {@code all}; {@code run} says how they came about. */
  public static void write(List<Ablation> all, Map<String, Object> run, Writer out)
      throws IOException {
    List<Object> entries = new ArrayList<>();
    for (Ablation ablation : all) {
      for (Ablation.Line line : ablation.lines()) {
        for (int i = 0; i < line.figures().size(); i++) {
          entries.add(entry(ablation, line, i));
        }
      }
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("ablation", entries);
    root.put("run", run);
    JSON.writeValue(out, root);
  }

  private static Map<String, Object> entry(Ablation ablation, Ablation.Line line, int i) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("data", ablation.setup().data().name());
    entry.put("without", line.without().map(part -> part.word()).orElse(null));
    entry.put("horizon", ablation.setup().horizons().get(i));
    for (Measure measure : Measure.values()) {
      entry.put(measure.key(), JsonReport.finite(line.figures().get(i).get(measure)));
    }
    entry.put("changePercent", JsonReport.finite(ablation.change(line, i)));
    entry.put("seconds", line.seconds());
    return entry;
  }
}
