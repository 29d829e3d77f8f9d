package io.tidegate.stream.verify;

import io.tidegate.schema.ForecastEvent;

/**
 * A forecast as it would have been. It was computed from the log and is in no topic.
 *
 * @param forecast as the application would have written it
 * @param at offset of the last record that it knows of
 * @param replayed records that were read for it
 */
public record Hypothetical(ForecastEvent forecast, long at, long replayed) {}
