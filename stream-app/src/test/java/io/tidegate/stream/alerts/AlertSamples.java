package io.tidegate.stream.alerts;

import io.tidegate.schema.AlertChange;
import io.tidegate.schema.AlertDirection;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.AlertKind;
import io.tidegate.schema.AlertResolution;
import io.tidegate.schema.AlertSeverity;
import io.tidegate.stream.config.StreamSettings;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Alert events as tests need them: a spike to 40 where 20 was expected. */
public final class AlertSamples {
  static {
    // Avro copies enums only once it was told to trust them, which the serde does.
    StreamSettings.load(null, Map.of(), Map.of()).serde().close();
  }

  private AlertSamples() {}

  /** The id that an alert of {@code series} has that opened at {@code offset} of partition 0. */
  public static String id(String series, long offset) {
    return series + "@0-" + offset;
  }

  /** The first event of an alert, at partition 0. */
  public static AlertEvent opened(String series, long offset, Instant time) {
    return AlertEvent.newBuilder()
        .setId(id(series, offset))
        .setChange(AlertChange.OPENED)
        .setKind(AlertKind.SPIKE)
        .setSeverity(AlertSeverity.WARNING)
        .setDirection(AlertDirection.ABOVE)
        .setOpened(time)
        .setTime(time)
        .setSourcePartition(0)
        .setSourceOffset(offset)
        .setRecords(1)
        .setValue(40.0)
        .setExpected(20.0)
        .setLow(16.0)
        .setHigh(24.0)
        .setScore(1.25)
        .setFalseAlarmsPerWeek(.25)
        .setCalibrated(true)
        .setDetectors(new TreeMap<>(Map.of("range", 1.25, "residual", .75)))
        .setModelName("default")
        .setModelVersion(0)
        .setExplanation("40 came where 16 to 24 was expected: higher than 999 of 1,000 values.")
        .build();
  }

  /** A later event of the same alert: it is more severe. */
  public static AlertEvent escalated(AlertEvent before, long offset, Instant time) {
    return AlertEvent.newBuilder(before)
        .setChange(AlertChange.ESCALATED)
        .setSeverity(AlertSeverity.CRITICAL)
        .setSourceOffset(offset)
        .setTime(time)
        .setRecords(before.getRecords() + 1)
        .setValue(25.0)
        .setExplanation("It has lasted for long, and 25 came where 16 to 24 was expected.")
        .build();
  }

  /** The last event of the same alert. */
  public static AlertEvent resolved(
      AlertEvent before, AlertResolution how, long offset, Instant time) {
    return AlertEvent.newBuilder(before)
        .setChange(AlertChange.RESOLVED)
        .setResolution(how)
        .setSourceOffset(offset)
        .setTime(time)
        .setValue(20.5)
        .setExplanation("The series is as it was.")
        .build();
  }
}
