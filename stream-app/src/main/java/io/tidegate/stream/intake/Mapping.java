package io.tidegate.stream.intake;

import io.tidegate.kernel.forecast.Observation;
import io.tidegate.schema.KnownFutureEvent;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.topology.RefusedRecordException;
import io.tidegate.wire.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes events of a foreign record's fields: an observation for each value that is there; where
 * none is, but covariates are, what is known ahead, for each series. A record is mapped whole or
 * refused whole. Pure, immutable, thread-safe.
 */
public final class Mapping {
  private static final int MOST_NAME_BYTES = 1_024;

  private final InputTime time;
  private final SeriesName name;
  private final List<NamedPath> values;
  private final List<NamedPath> covariates;

  private Mapping(
      InputTime time, SeriesName name, List<NamedPath> values, List<NamedPath> covariates) {
    this.time = time;
    this.name = name;
    this.values = values;
    this.covariates = covariates;
  }

  /**
   * The mapping that the settings describe.
   *
   * @param format gives the fields
   * @throws ConfigurationException about the key that cannot be used
   */
  public static Mapping of(InputSettings settings, InputFormat format) {
    Function<String, FieldPath> paths = format::path;
    List<NamedPath> values =
        settings.values().isEmpty() && format instanceof DoubleFormat
            ? List.of(NamedPath.of(FieldPath.WHOLE.text(), paths))
            : read(InputSettings.VALUES, () -> named(settings.values(), paths));
    if (values.isEmpty()) {
      throw new ConfigurationException(
          InputSettings.VALUES
              + ": expected the path of at least one value, found none; tidegate inspect --topic "
              + String.join(",", settings.topics())
              + " guesses it");
    }
    if (settings.key().isEmpty() && values.size() == 1 && !values.get(0).given()) {
      throw new ConfigurationException(
          InputSettings.KEY
              + ": expected parts of the series' name, or NAME=PATH in "
              + InputSettings.VALUES
              + ", found neither");
    }
    return new Mapping(
        new InputTime(
            read(
                InputSettings.TIME,
                () -> Optional.of(settings.time().path()).filter(t -> !t.isEmpty()).map(paths)),
            settings.time()),
        read(InputSettings.KEY, () -> SeriesName.of(settings.key(), settings.separator(), paths)),
        values,
        read(InputSettings.COVARIATES, () -> named(settings.covariates(), paths)));
  }

  private static List<NamedPath> named(List<String> texts, Function<String, FieldPath> paths) {
    return texts.stream().map(text -> NamedPath.of(text, paths)).toList();
  }

  private static <T> T read(String key, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(key + ": " + e.getMessage());
    }
  }

  /**
   * Maps one record.
   *
   * @throws RefusedRecordException if a field is not what it has to be
   */
  public List<SeriesEvent> map(ForeignRecord record, Fields fields) {
    long at = time.read(fields, record.timestamp());
    String base = name.of(record, fields);
    SortedMap<String, Double> known = covariates(fields);
    List<SeriesEvent> observations = new ArrayList<>();
    for (NamedPath value : values) {
      value(fields, value)
          .ifPresent(
              number ->
                  observations.add(
                      new SeriesEvent(seriesOf(base, value), observed(at, number, known))));
    }
    return observations.isEmpty() ? announced(base, at, known, fields) : observations;
  }

  private List<SeriesEvent> announced(
      String base, long at, SortedMap<String, Double> known, Fields fields) {
    if (known.isEmpty()) {
      NamedPath first = values.get(0);
      throw RefusedRecordException.at(
          first.path().text(),
          values.size() == 1 ? "a number" : "a number there or in another of the values",
          fields.at(first.path()).describe());
    }
    KnownFutureEvent event =
        KnownFutureEvent.newBuilder().setTime(moment(at, 0, known)).setValues(known).build();
    return values.stream().map(value -> new SeriesEvent(seriesOf(base, value), event)).toList();
  }

  private String seriesOf(String base, NamedPath value) {
    boolean told = values.size() > 1 || value.given();
    String series = told ? name.of(base, value.name()) : base;
    if (series.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
      throw RefusedRecordException.at(
          value.path().text(),
          "a series' name of at most " + MOST_NAME_BYTES + " bytes",
          series.length() + " characters");
    }
    return series;
  }

  private SortedMap<String, Double> covariates(Fields fields) {
    SortedMap<String, Double> known = new TreeMap<>();
    for (NamedPath covariate : covariates) {
      value(fields, covariate).ifPresent(number -> known.put(covariate.name(), number));
    }
    return known;
  }

  private static OptionalDouble value(Fields fields, NamedPath from) {
    return fields.at(from.path()).number(from.path().text());
  }

  private SpecificRecord observed(long at, double value, Map<String, Double> known) {
    return ObservationEvent.newBuilder()
        .setTime(moment(at, value, new TreeMap<>(known)))
        .setValue(value)
        .setCovariates(known)
        .build();
  }

  /** Refused here, and not by the forecaster, whose dead letter would lack the foreign record. */
  private static Instant moment(long at, double value, SortedMap<String, Double> known) {
    try {
      return Instant.ofEpochMilli(new Observation(0, at, value, known).time());
    } catch (IllegalArgumentException e) {
      throw RefusedRecordException.at(
          FieldPath.WHOLE.text(), "what a series can take", e.getMessage());
    }
  }
}
