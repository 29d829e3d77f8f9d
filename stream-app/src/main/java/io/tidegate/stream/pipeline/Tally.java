package io.tidegate.stream.pipeline;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ModelDecision;
import io.tidegate.schema.ModelDecisionEvent;
import io.tidegate.schema.OffsetRange;
import io.tidegate.wire.ModelPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what comes out while a pipeline runs. Thread-safe. */
public final class Tally {
  private final Set<String> series = new HashSet<>();
  private final Map<ModelDecision, Integer> decisions = new EnumMap<>(ModelDecision.class);
  private final List<ModelDecisionEvent> decided = new ArrayList<>();
  private long forecasts;
  private long retrained;
  private long deadLetters;

  synchronized void forecast(String key, ForecastEvent event) {
    series.add(key);
    forecasts++;
    if (event.getModelVersion() > 0) {
      retrained++;
    }
  }

  synchronized void decision(ModelDecisionEvent event) {
    decisions.merge(event.getDecision(), 1, Integer::sum);
    decided.add(event);
  }

  synchronized void deadLetter() {
    deadLetters++;
  }

  /** Number of series that have a forecast. */
  public synchronized int series() {
    return series.size();
  }

  public synchronized long forecasts() {
    return forecasts;
  }

  /** Forecasts made by a retrained version. */
  public synchronized long retrained() {
    return retrained;
  }

  public synchronized long deadLetters() {
    return deadLetters;
  }

  /** Number of retrainings that ended so. */
  public synchronized int decisions(ModelDecision decision) {
    return decisions.getOrDefault(decision, 0);
  }

  /** All decisions so far, oldest first; a copy. */
  public synchronized List<ModelDecisionEvent> decided() {
    return List.copyOf(decided);
  }

  /** Time of the newest decision, in milliseconds. */
  public synchronized long newestDecision() {
    return decided.stream()
        .mapToLong(event -> event.getTime().toEpochMilli())
        .max()
        .orElse(ModelPlan.UNDECIDED);
  }

  /** Whether a retraining ended that had read all observations before {@code ends}. */
  public synchronized boolean isDecided(Map<Integer, Long> ends) {
    return decided.stream().anyMatch(event -> covers(event, ends));
  }

  private static boolean covers(ModelDecisionEvent event, Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(
            end ->
                event.getOffsets().stream()
                    .filter(range -> range.getPartition() == end.getKey())
                    .mapToLong(OffsetRange::getTo)
                    .anyMatch(to -> to >= end.getValue()));
  }
}
