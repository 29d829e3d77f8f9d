package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores another version's forecasts beside the recorded ones. Forecasts before the span count on
 * neither side; what is observed in it is what both are judged by. Used by one thread; memory grows
 * with the number of series, a horizon of forecasts each.
 */
final class WhatIf {
  private static final int DAY = 24;

  private final int[] steps;
  private final Map<String, SeriesTrack> tracks = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long unmatched;

  /**
   * @param horizon of the other version; scored are 1, 24 and this
   */
  WhatIf(int horizon) {
    steps = IntStream.of(1, DAY, horizon).filter(s -> s <= horizon).sorted().distinct().toArray();
  }

  /** Scores one partition's forecasts. */
  SpanReplay.Handler of(Span span, ForecastMatcher recorded) {
    return (series, event, at) -> take(span, recorded, series, event, at);
  }

  private void take(
      Span span, ForecastMatcher recorded, String series, ForecastEvent event, long at) {
    ForecastMatcher.Match match = recorded.match(series, event, at);
    if (!span.counts(event.getSourceOffset())) {
      return;
    }
    ForecastEvent there = null;
    if (match instanceof ForecastMatcher.Match.Found found) {
      there = found.recorded().event();
    } else {
      unmatched++;
    }
    tracks.computeIfAbsent(series, name -> new SeriesTrack(steps)).take(event, there);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  WhatIfReport report(long version) {
    List<SeriesTrack> changing =
        tracks.values().stream().filter(track -> track.scale() > 0).toList();
    List<StepErrors> errors = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      ErrorSums recorded = new ErrorSums();
      ErrorSums replayed = new ErrorSums();
      for (SeriesTrack track : changing) {
        recorded.add(track.recorded(i), track.scale());
        replayed.add(track.replayed(i), track.scale());
      }
      errors.add(
          new StepErrors(steps[i], recorded.forecasts(), recorded.figures(), replayed.figures()));
    }
    return new WhatIfReport(
        version, errors, changing.size(), tracks.size() - changing.size(), unmatched, notes);
  }
}
