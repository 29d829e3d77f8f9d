package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.Float32Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * A hypothetical forecast for JSON. Times are milliseconds since 1970.
 *
 * @param hypothetical always true: it is in no topic
 * @param series its name
 * @param partition of the observations topic
 * @param at offset of the last record that it knows of
 * @param replayed records that were read for it
 * @param sourceOffset offset of the observation that it stands on
 * @param origin event time of that observation
 * @param value of that observation
 * @param stepMillis sampling interval; 0 while unknown
 * @param state COLD, WARM or REWARMED
 * @param modelName of the model
 * @param modelVersion that makes it
 * @param levels of the quantiles
 * @param times of the steps ahead; null while the step is unknown
 * @param quantiles [horizon][levels], in the series' unit
 */
public record HypotheticalDocument(
    boolean hypothetical,
    String series,
    int partition,
    long at,
    long replayed,
    long sourceOffset,
    long origin,
    double value,
    long stepMillis,
    String state,
    String modelName,
    long modelVersion,
    List<Float> levels,
    List<Long> times,
    List<List<Double>> quantiles) {

  /** Of an answer. */
  public static HypotheticalDocument of(String series, Hypothetical answer) {
    ForecastEvent event = answer.forecast();
    float[] levels = Float32Vector.decode(event.getQuantileLevels());
    float[] differences = Float32Vector.decode(event.getQuantiles());
    List<Float> asked = new ArrayList<>();
    for (float level : levels) {
      asked.add(level);
    }
    List<Long> times = new ArrayList<>();
    List<List<Double>> quantiles = new ArrayList<>();
    for (int step = 0; step < event.getHorizon(); step++) {
      times.add(time(event, step + 1));
      List<Double> row = new ArrayList<>();
      for (int level = 0; level < levels.length; level++) {
        row.add(event.getValue() + differences[step * levels.length + level]);
      }
      quantiles.add(row);
    }
    return new HypotheticalDocument(
        true,
        series,
        event.getSourcePartition(),
        answer.at(),
        answer.replayed(),
        event.getSourceOffset(),
        event.getOrigin().toEpochMilli(),
        event.getValue(),
        event.getStepMillis(),
        event.getState().name(),
        event.getModelName(),
        event.getModelVersion(),
        asked,
        event.getStepMillis() == 0 ? null : times,
        quantiles);
  }

  private static long time(ForecastEvent event, int step) {
    return event.getOrigin().toEpochMilli() + step * event.getStepMillis();
  }
}
