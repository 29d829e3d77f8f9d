package io.tidegate.stream.inspect;

import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.InputSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An inspection for a terminal. */
final class InspectionText {
  private static final int MOST_SERIES = 5;
  private static final int MOST_VALUES = 3;
  private static final int MOST_EXAMPLES = 3;
  private static final int MOST_FIELDS = 40;

  private final Inspection inspection;
  private final StringBuilder out = new StringBuilder();

  InspectionText(Inspection inspection) {
    this.inspection = inspection;
    sample();
    fields();
    configuration();
    series();
    refusals();
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void sample() {
    Sample sample = inspection.sample();
    line(
        "# %s: %d partitions, %,d offsets; these are its newest %d records",
        sample.topic(), sample.partitions(), sample.offsets(), sample.newest().size());
  }

  private void fields() {
    line("#");
    line("# %-28s %-10s %-24s %s", "field", "holds", "taken for", "such as");
    inspection.survey().fields().stream()
        .limit(MOST_FIELDS)
        .forEach(
            field ->
                line(
                    "# %-28s %-10s %-24s %s",
                    field.path().text(), field.kind(), roleOf(field), examples(field)));
    int more = inspection.survey().fields().size() - MOST_FIELDS;
    if (more > 0) {
      line("# and %d more", more);
    }
  }

  private String roleOf(FieldSurvey field) {
    InputSettings settings = inspection.settings();
    String path = field.path().text();
    if (settings.time().path().equals(path)) {
      return "time";
    }
    if (names(settings.values(), path)) {
      return "value";
    }
    if (names(settings.covariates(), path)) {
      return "covariate";
    }
    return settings.key().contains(path) ? "part of the series' name" : "-";
  }

  private static boolean names(List<String> paths, String path) {
    return paths.stream().anyMatch(one -> one.equals(path) || one.endsWith("=" + path));
  }

  private static String examples(FieldSurvey field) {
    List<String> examples =
        field.examples(MOST_EXAMPLES).stream()
            .map(text -> text.length() > 30 ? text.substring(0, 30) + "…" : text)
            .toList();
    String more = field.distinct() > examples.size() ? ", … (" + field.distinct() + ")" : "";
    return String.join(", ", examples) + more;
  }

  private void configuration() {
    line("");
    inspection.keys().forEach((key, value) -> line("%s=%s", key, value.replace("\\", "\\\\")));
    line("");
  }

  private void series() {
    Readings readings = inspection.readings();
    List<String> names = readings.names();
    line("# %d series in the sample", names.size());
    for (String name : names.subList(0, Math.min(MOST_SERIES, names.size()))) {
      List<ObservationEvent> values = readings.of(name);
      String step =
          readings.stepOf(name).map(found -> "step " + found).orElse("step not yet known");
      line("#   %s: %d values, %s", name, values.size(), step);
      line("#     %s", newest(values));
    }
    if (names.size() > MOST_SERIES) {
      line("#   and %d more", names.size() - MOST_SERIES);
    }
    if (readings.announced() > 0) {
      line("# %d times a series is told what is known ahead", readings.announced());
    }
  }

  private static String newest(List<ObservationEvent> values) {
    return values.subList(Math.max(0, values.size() - MOST_VALUES), values.size()).stream()
        .map(
            value ->
                value.getTime()
                    + " "
                    + value.getValue()
                    + (value.getCovariates().isEmpty() ? "" : " " + value.getCovariates()))
        .collect(Collectors.joining(", "));
  }

  private void refusals() {
    Readings readings = inspection.readings();
    List<String> parts = new ArrayList<>();
    parts.add(readings.fitting() + " fit");
    if (readings.passedOver() > 0) {
      parts.add(readings.passedOver() + " of a file's header");
    }
    parts.add(readings.refused() + " do not");
    line("# of %d records %s", inspection.sample().newest().size(), String.join(", ", parts));
    for (Readings.Refusal refusal : readings.refusals()) {
      line("#   %d: %s (%s)", refusal.count(), refusal.reason(), refusal.example());
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
