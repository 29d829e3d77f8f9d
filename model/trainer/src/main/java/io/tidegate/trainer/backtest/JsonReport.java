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
 * Results for machines: {@code results} holds one entry for each data set, method, series ("all":
 * their mean) and horizon; {@code steps} the same exactly so many steps ahead; {@code newcomers}
 * those of the first origins of the series that were started anew; {@code run} how they came about.
 * What cannot be said is null.
 */
public final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /** Writes all of {@code all}; {@code run} says how they came about. */
  public static void write(List<Results> all, Map<String, Object> run, Writer out)
      throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    List<Object> entries = new ArrayList<>();
    List<Object> steps = new ArrayList<>();
    List<Object> newcomers = new ArrayList<>();
    List<Object> sets = new ArrayList<>();
    for (Results results : all) {
      addResults(results, entries);
      addSteps(results, steps);
      addNewcomers(results, newcomers);
      sets.add(set(results));
    }
    Map<String, Object> how = new LinkedHashMap<>(run);
    how.put(
        "horizon",
        "figures of horizon N are means over the steps 1 to N; those of steps are at that step");
    how.put("standardised", "by mean and deviation (divided by n) of the training part");
    how.put("crps", "twice the integral of the pinball loss over the levels, by trapezoids");
    how.put("data", sets);
    root.put("results", entries);
    root.put("run", how);
    root.put("steps", steps);
    root.put("newcomers", newcomers);
    JSON.writeValue(out, root);
  }

  private static void addResults(Results results, List<Object> entries) {
    String name = results.setup().data().name();
    for (int i = 0; i < results.setup().horizons().size(); i++) {
      int horizon = results.setup().horizons().get(i);
      for (Method method : Method.values()) {
        entries.add(entry(name, method.key(), "all", horizon, results.figures(method, i)));
        for (int index = 0; index < results.tracks().size(); index++) {
          String series = results.setup().data().series().get(index);
          Figures figures = results.figures(method, results.tracks().get(index), i);
          entries.add(entry(name, method.key(), series, horizon, figures));
        }
      }
    }
  }

  private static void addSteps(Results results, List<Object> steps) {
    for (int step = 1; step <= results.setup().longest(); step++) {
      for (Method method : Method.values()) {
        Figures figures = results.atStep(method, step);
        Map<String, Object> entry =
            entry(results.setup().data().name(), method.key(), "all", step, figures);
        entry.remove("horizon");
        entry.put("step", step);
        steps.add(entry);
      }
    }
  }

  private static void addNewcomers(Results results, List<Object> entries) {
    Newcomers newcomers = results.newcomers().orElse(null);
    if (newcomers == null) {
      return;
    }
    for (int records : newcomers.places()) {
      for (int i = 0; i < results.setup().horizons().size(); i++) {
        for (Contender who : Contender.values()) {
          Figures all = newcomers.figures(who, records, i);
          int origins = newcomers.origins(records, i);
          entries.add(newcomer(results, who, "all", records, i, origins, all));
          for (Track track : results.tracks()) {
            Figures one = newcomers.figures(who, track, records, i);
            int its = track.newcomer().origins(records, i);
            entries.add(newcomer(results, who, track.name(), records, i, its, one));
          }
        }
      }
    }
  }

  private static Map<String, Object> newcomer(
      Results results,
      Contender who,
      String series,
      int records,
      int i,
      int origins,
      Figures figures) {
    Setup setup = results.setup();
    Map<String, Object> entry =
        entry(setup.data().name(), who.key(), series, setup.horizons().get(i), figures);
    entry.put("records", Newcomer.RECORDS.get(records));
    entry.put("origins", origins);
    return entry;
  }

  private static Map<String, Object> entry(
      String data, String method, String series, int horizon, Figures figures) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("data", data);
    entry.put("method", method);
    entry.put("series", series);
    entry.put("horizon", horizon);
    for (Measure measure : Measure.values()) {
      entry.put(measure.key(), finite(figures.get(measure)));
    }
    return entry;
  }

  private static Map<String, Object> set(Results results) {
    Setup setup = results.setup();
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", setup.data().name());
    set.put("series", setup.data().series());
    set.put("stepSeconds", setup.data().stepMillis() / 1000.0);
    set.put("training", setup.parts().training());
    set.put("validation", setup.parts().validation());
    set.put("online", setup.parts().online());
    set.put("every", setup.every());
    set.put("newcomer", setup.newcomer());
    set.put("seconds", results.seconds());
    set.put("levels", results.levels());
    set.put("retrainings", results.retrainings());
    List<Object> worst = new ArrayList<>();
    for (int i = 0; i < setup.horizons().size(); i++) {
      worst.addAll(results.stretches(i).stream().limit(1).toList());
    }
    set.put("worstStretches", worst);
    return set;
  }

  static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
