package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.Float32Vector;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * Where a recorded forecast and its replay part.
 *
 * @param series name of the series
 * @param partition of the observations topic
 * @param offset of the observation
 * @param field of the event, with the place in it
 * @param recorded what the forecasts topic holds
 * @param replayed what the kernel says
 */
public record Difference(
    String series, int partition, long offset, String field, String recorded, String replayed) {
  private static final String NOTHING = "no forecast";
  private static final String SOMETHING = "a forecast";
  private static final String WHOLE = "(the record)";

  /** The first field that differs, in the order of the schema; the key comes first. */
  static Difference between(Recorded recorded, String series, ForecastEvent replayed) {
    if (!recorded.series().equals(series)) {
      return of(series, replayed, "(the key)", recorded.series(), series);
    }
    for (Schema.Field field : replayed.getSchema().getFields()) {
      Object there = recorded.event().get(field.pos());
      Object here = replayed.get(field.pos());
      if (!Objects.equals(there, here)) {
        return there instanceof ByteBuffer thereBytes && here instanceof ByteBuffer hereBytes
            ? inVector(series, replayed, field.name(), thereBytes, hereBytes)
            : of(series, replayed, field.name(), String.valueOf(there), String.valueOf(here));
      }
    }
    return of(series, replayed, "(the encoding)", "other bytes", "other bytes");
  }

  static Difference missing(String series, ForecastEvent replayed) {
    return of(series, replayed, WHOLE, NOTHING, SOMETHING);
  }

  static Difference unexpected(Recorded recorded) {
    return of(recorded.series(), recorded.event(), WHOLE, SOMETHING, NOTHING);
  }

  private static Difference inVector(
      String series, ForecastEvent replayed, String field, ByteBuffer there, ByteBuffer here) {
    if (there.remaining() != here.remaining() || there.remaining() % Float.BYTES != 0) {
      return of(series, replayed, field, there.remaining() + " bytes", here.remaining() + " bytes");
    }
    float[] recorded = Float32Vector.decode(there);
    float[] again = Float32Vector.decode(here);
    int at = 0;
    while (Float.floatToRawIntBits(recorded[at]) == Float.floatToRawIntBits(again[at])) {
      at++;
    }
    return of(series, replayed, place(field, at, replayed), text(recorded[at]), text(again[at]));
  }

  private static String place(String field, int at, ForecastEvent event) {
    int levels = event.getQuantileCount();
    if (!field.equals("quantiles") || levels == 0) {
      return field + "[" + at + "]";
    }
    float level = Float32Vector.decode(event.getQuantileLevels())[at % levels];
    return field + "[step " + (at / levels + 1) + ", level " + level + "]";
  }

  private static String text(float value) {
    return String.format(Locale.ROOT, "%s (0x%08x)", value, Float.floatToRawIntBits(value));
  }

  private static Difference of(
      String series, ForecastEvent event, String field, String recorded, String replayed) {
    return new Difference(
        series, event.getSourcePartition(), event.getSourceOffset(), field, recorded, replayed);
  }

  /** Three lines for a terminal. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "series %s, partition %d, offset %d, field %s:%n  recorded %s%n  replayed %s%n",
        series,
        partition,
        offset,
        field,
        recorded,
        replayed);
  }
}
