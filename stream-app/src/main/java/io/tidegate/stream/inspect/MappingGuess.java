package io.tidegate.stream.inspect;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.intake.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Guesses which field of a sample is the time, which are values, and which name the series. */
final class MappingGuess {
  /** Names of fields that tell series apart, even where a sample holds but one of them. */
  private static final Set<String> SERIES_NAMES =
      Set.of(
          "series",
          "unique_id",
          "item",
          "item_id",
          "series_id",
          "key",
          "sensor",
          "sensor_id",
          "metric",
          "device",
          "device_id",
          "host",
          "hostname",
          "machine",
          "machine_id",
          "station",
          "station_id",
          "site",
          "location",
          "name",
          "shop",
          "store",
          "meter",
          "asset",
          "node",
          "id");

  /** Texts that say something about a value, not whose it is. */
  private static final Set<String> REMARKS =
      Set.of(
          "unit",
          "units",
          "status",
          "state",
          "quality",
          "message",
          "msg",
          "note",
          "notes",
          "comment",
          "description",
          "level",
          "severity",
          "version",
          "uuid",
          "trace_id");

  /** Numbers that nobody forecasts. */
  private static final String COUNTERS =
      "(.*_)?(id|uuid|version|seq|sequence|offset|partition|schema|lat|lon|latitude|longitude)";

  private final Survey survey;
  private final InputSettings given;
  private final Optional<FieldSurvey> time;

  /**
   * @param given of which nothing is guessed anew but the values
   */
  MappingGuess(Survey survey, InputSettings given) {
    this.survey = survey;
    this.given = given;
    this.time =
        survey.fields().stream()
            .filter(field -> isAs(field, given.time().path()))
            .filter(this::isEverywhere)
            .filter(field -> field.timeFormat().isPresent())
            .min(Comparator.comparingInt(MappingGuess::rank));
  }

  /** The keys of the configuration, in the order in which they are read best. */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    if (given.time().path().isEmpty() && time.isPresent()) {
      keys.put(InputSettings.TIME, time.get().path().text());
      String format = time.get().timeFormat().orElseThrow();
      if (!format.equals(FieldSurvey.AUTO)) {
        keys.put(InputSettings.TIME_FORMAT, format);
      }
    }
    keys.put(InputSettings.VALUES, joined(values()));
    if (given.key().equals(List.of(InputSettings.RECORD_KEY))) {
      keys.put(InputSettings.KEY, String.join(",", parts()));
    }
    return keys;
  }

  private static boolean isAs(FieldSurvey field, String path) {
    return path.isEmpty() || field.path().text().equals(path);
  }

  private boolean isEverywhere(FieldSurvey field) {
    return 10 * field.present() >= 9 * survey.records();
  }

  /** Called a time; then written as one; then a number that may be one. Arrival comes last. */
  private static int rank(FieldSurvey field) {
    boolean ofArrival = field.name().matches(".*(ingest|receiv|updat|process|stored).*");
    int rank = field.isNamedTime() ? 0 : field.isNumeric() ? 2 : 1;
    return ofArrival ? rank + 3 : rank;
  }

  private List<FieldSurvey> values() {
    return survey.fields().stream()
        .filter(field -> time.filter(field::equals).isEmpty())
        .filter(FieldSurvey::isNumeric)
        .filter(field -> !(field.isNamedTime() && field.timeFormat().isPresent()))
        .filter(field -> !field.name().matches(COUNTERS))
        .toList();
  }

  private List<FieldSurvey> named() {
    List<FieldSurvey> values = values();
    return survey.fields().stream()
        .filter(field -> time.filter(field::equals).isEmpty() && !values.contains(field))
        .filter(this::isEverywhere)
        .filter(field -> field.timeFormat().isEmpty() && !field.isFlag())
        .filter(field -> !REMARKS.contains(field.name()))
        .filter(this::tellsSeriesApart)
        .toList();
  }

  private boolean tellsSeriesApart(FieldSurvey field) {
    boolean fewTexts = 3 * field.distinct() <= field.present();
    if (SERIES_NAMES.contains(field.name())) {
      return fewTexts || field.present() < 10 || !field.name().equals("id");
    }
    return fewTexts && field.distinct() > 1 && !field.isNumeric();
  }

  private List<String> parts() {
    List<FieldPath> paths = named().stream().map(FieldSurvey::path).toList();
    List<String> parts = new ArrayList<>();
    boolean fewKeys =
        3 * survey.keys().stream().distinct().count() <= survey.records() || survey.records() < 10;
    if (survey.isKeyed() && fewKeys && (paths.isEmpty() || !survey.tellKeys(paths))) {
      parts.add(InputSettings.RECORD_KEY);
    }
    paths.forEach(path -> parts.add(path.text()));
    return parts.isEmpty() ? List.of(InputSettings.TOPIC_NAME) : parts;
  }

  private static String joined(List<FieldSurvey> fields) {
    return fields.stream().map(field -> field.path().text()).collect(Collectors.joining(","));
  }
}
