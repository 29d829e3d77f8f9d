package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;

/**
 * One record of the forecasts topic.
 *
 * @param series its key as text
 * @param event its value
 */
record Recorded(String series, ForecastEvent event) {
  long offset() {
    return event.getSourceOffset();
  }
}
