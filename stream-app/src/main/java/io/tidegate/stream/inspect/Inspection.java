package io.tidegate.stream.inspect;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.intake.ForeignRecord;
import io.tidegate.stream.intake.InputFormat;
import io.tidegate.stream.intake.RecordMapper;
import io.tidegate.stream.topology.RefusedRecordException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a sample of a foreign topic is, and what its records become: by the settings as far as they
 * are given, else by guesses.
 */
public final class Inspection {
  private final Sample sample;
  private final Map<String, String> guessed;
  private final Survey survey;
  private final InputSettings settings;
  private final Readings readings;

  private Inspection(
      Sample sample,
      Map<String, String> guessed,
      Survey survey,
      InputSettings settings,
      Readings readings) {
    this.sample = sample;
    this.guessed = guessed;
    this.survey = survey;
    this.settings = settings;
    this.readings = readings;
  }

  /**
   * Looks at a sample.
   *
   * @param loader loads the settings with these keys added, as pasting them would
   * @throws UnknownFormatException if nothing can be guessed
   * @throws io.tidegate.wire.ConfigurationException if what was given cannot be used
   */
  public static Inspection of(Sample sample, Function<Map<String, String>, InputSettings> loader) {
    if (sample.values().isEmpty()) {
      throw new UnknownFormatException(
          "topic " + sample.topic() + " holds no record with a value: nothing to look at");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(InputSettings.TOPICS, sample.topic());
    InputSettings given = loader.apply(keys);
    if (!given.isForeign()) {
      keys.putAll(FormatGuess.of(sample));
    }
    Survey survey = survey(sample, loader.apply(keys));
    if (given.values().isEmpty()) {
      keys.putAll(new MappingGuess(survey, given).keys());
      requireValues(sample, keys, survey);
    }
    InputSettings settings = loader.apply(keys);
    return new Inspection(sample, keys, survey, settings, read(sample, settings));
  }

  private static void requireValues(Sample sample, Map<String, String> keys, Survey survey) {
    if (keys.get(InputSettings.VALUES).isEmpty()) {
      throw new UnknownFormatException(
          "no field with numbers in the sample of "
              + sample.topic()
              + (survey.fields().isEmpty()
                  ? ""
                  : "; its fields are "
                      + String.join(
                          ", ",
                          survey.fields().stream().map(field -> field.path().text()).toList()))
              + "; name one by --set "
              + InputSettings.VALUES
              + "=PATH and its format by --set "
              + InputSettings.FORMAT
              + "=FORMAT");
    }
  }

  private static Survey survey(Sample sample, InputSettings settings) {
    Survey survey = new Survey();
    try (InputFormat format = InputFormat.of(settings)) {
      for (ConsumerRecord<byte[], byte[]> record : sample.newest()) {
        if (record.value() != null) {
          try {
            format
                .read(record.topic(), record.headers(), record.value())
                .ifPresent(fields -> survey.add(record.key(), fields));
          } catch (RefusedRecordException e) {
            // It is counted where the records are mapped.
          }
        }
      }
    }
    return survey;
  }

  private static Readings read(Sample sample, InputSettings settings) {
    Readings readings = new Readings();
    try (RecordMapper mapper = new RecordMapper(settings)) {
      for (ConsumerRecord<byte[], byte[]> record : sample.newest()) {
        ForeignRecord foreign =
            new ForeignRecord(record.topic(), record.key(), Math.max(0, record.timestamp()));
        try {
          readings.take(mapper.map(foreign, record.headers(), record.value()));
        } catch (RefusedRecordException e) {
          readings.refuse(record, e);
        }
      }
    }
    return readings;
  }

  Sample sample() {
    return sample;
  }

  /** Keys that have to stand in the configuration, in the order in which they are read best. */
  Map<String, String> keys() {
    return guessed;
  }

  Survey survey() {
    return survey;
  }

  /** What the records were read by. */
  InputSettings settings() {
    return settings;
  }

  Readings readings() {
    return readings;
  }

  /** Whether any record of the sample becomes an event. */
  public boolean fits() {
    return readings.fitting() > 0;
  }

  /** All of it for a terminal. */
  public String text() {
    return new InspectionText(this).toString();
  }
}
