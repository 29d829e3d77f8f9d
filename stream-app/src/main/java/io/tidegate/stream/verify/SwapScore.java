package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Scores the recorded forecasts after a swap beside those of a state that was under the new version
 * from its first record on. Used by one thread; memory grows with the number of series, a horizon
 * of forecasts each.
 */
final class SwapScore {
  /** How long after the swap origins are scored, in steps. */
  static final int STEPS_AFTER = 48;

  private final Swap swap;
  private final int[] steps;
  private final Map<String, Series> all = new HashMap<>();
  private final SortedMap<Integer, Long> offsets = new TreeMap<>();
  private long observations;
  private long missing;
  private long cold;

  /**
   * @param horizon of the version after
   */
  SwapScore(Swap swap, int horizon) {
    this.swap = swap;
    this.steps = IntStream.rangeClosed(1, horizon).toArray();
  }

  private static final class Series {
    private final SeriesTrack track;
    private long firstSlot = Long.MIN_VALUE;

    Series(int[] steps) {
      track = new SeriesTrack(steps);
    }

    /** Whether the forecast's origin is one of those that are scored. */
    boolean scores(ForecastEvent event) {
      if (event.getStepMillis() == 0) {
        return false;
      }
      long slot = Math.floorDiv(event.getOrigin().toEpochMilli(), event.getStepMillis());
      if (firstSlot == Long.MIN_VALUE) {
        firstSlot = slot;
      }
      return slot - firstSlot < STEPS_AFTER;
    }
  }

  /** Scores one partition's forecasts; the span counts from the swap to the next one. */
  SpanReplay.Handler of(Span span, ForecastMatcher recorded) {
    offsets.put(span.partition(), span.from());
    return (series, event, at) ->
        take(
            span.counts(event.getSourceOffset()),
            recorded.match(series, event, at),
            all.computeIfAbsent(series, name -> new Series(steps)),
            event);
  }

  private void take(boolean after, ForecastMatcher.Match match, Series series, ForecastEvent here) {
    ForecastEvent there =
        match instanceof ForecastMatcher.Match.Found found ? found.recorded().event() : null;
    if (after) {
      observations++;
      if (there == null) {
        missing++;
      } else if (there.getState() == ForecastState.COLD && here.getState() != ForecastState.COLD) {
        cold++;
      }
    }
    // What is not of the version after belongs to another swap.
    boolean scored =
        after && series.scores(here) && there != null && there.getModelVersion() == swap.to();
    series.track.take(here, scored ? there : null);
  }

  SwapReport report(SwapReport.Units units) {
    ErrorSums recorded = new ErrorSums();
    ErrorSums reference = new ErrorSums();
    for (Series series : all.values()) {
      double scale = series.track.scale();
      for (int step = 0; scale > 0 && step < steps.length; step++) {
        recorded.add(series.track.recorded(step), scale);
        reference.add(series.track.replayed(step), scale);
      }
    }
    return new SwapReport(
        swap.decided(),
        swap.from(),
        swap.to(),
        units,
        offsets,
        observations,
        missing,
        cold,
        recorded.forecasts(),
        recorded.figures().rootMeanSquare(),
        reference.figures().rootMeanSquare());
  }
}
