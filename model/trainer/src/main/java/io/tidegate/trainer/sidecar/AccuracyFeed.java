package io.tidegate.trainer.sidecar;

import io.tidegate.schema.AccuracyEvent;
import io.tidegate.trainer.drift.Drift;
import io.tidegate.trainer.drift.DriftDetector;
import io.tidegate.trainer.drift.DriftSettings;
import io.tidegate.trainer.drift.ErrorReport;
import io.tidegate.wire.Float64Vector;
import io.tidegate.wire.Int32Vector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of the accuracy topic to the drift test and to the trial that is on. An alarm
 * stands until a newer version is in use or somebody has retrained. One thread.
 */
final class AccuracyFeed {
  private static final Logger LOG = LoggerFactory.getLogger(AccuracyFeed.class);

  private final String topic;
  private final String modelName;
  private final Deserializer<SpecificRecord> deserializer;
  private final Optional<DriftDetector> detector;
  private Optional<Drift> alarm = Optional.empty();

  AccuracyFeed(
      String topic,
      String modelName,
      Deserializer<SpecificRecord> deserializer,
      Optional<DriftSettings> drift) {
    this.topic = topic;
    this.modelName = modelName;
    this.deserializer = deserializer;
    this.detector = drift.map(DriftDetector::new);
  }

  /**
   * Takes one record; what is no report of the model's is passed over.
   *
   * @param champion in use as far as is known: reports of a higher version are of one taken back
   */
  void take(ConsumerRecord<byte[], byte[]> record, long champion, Optional<Trial> trial) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      if (deserializer.deserialize(topic, record.value()) instanceof AccuracyEvent event
          && event.getModelName().equals(modelName)) {
        String series =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.key())).toString();
        if (trial.isPresent()) {
          trial.get().take(series, event);
        }
        if (detector.isPresent() && event.getModelVersion() <= champion) {
          take(detector.get(), event.getModelVersion(), report(series, event));
        }
      }
    } catch (SerializationException | IllegalArgumentException | CharacterCodingException e) {
      LOG.warn(
          "refused record {}-{}@{}: {}",
          topic,
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void take(DriftDetector test, long version, ErrorReport report) {
    if (alarm.isPresent() && alarm.get().version() < version) {
      retrained();
    }
    Optional<Drift> drift = test.add(report);
    alarm = alarm.isPresent() ? alarm : drift;
  }

  private static ErrorReport report(String series, AccuracyEvent event) {
    int[] forecasts = Int32Vector.decode(event.getForecasts());
    double[] errors = Float64Vector.decode(event.getAbsoluteErrors());
    if (forecasts.length != errors.length) {
      throw new IllegalArgumentException(
          forecasts.length + " counts of forecasts, but " + errors.length + " sums of errors");
    }
    Arrays.setAll(errors, i -> forecasts[i] == 0 ? Double.NaN : errors[i] / forecasts[i]);
    return new ErrorReport(
        series,
        event.getModelVersion(),
        event.getObservations(),
        Int32Vector.decode(event.getSteps()),
        errors);
  }

  /** The alarm that stands. */
  Optional<Drift> alarm() {
    return alarm;
  }

  /** Errors that grew under a version that was taken back are answered by that. */
  void takenBack() {
    alarm = Optional.empty();
    detector.ifPresent(DriftDetector::takenBack);
  }

  /** Answers the alarm: the errors from now on are the usual ones. */
  void retrained() {
    alarm = Optional.empty();
    detector.ifPresent(DriftDetector::restart);
  }
}
