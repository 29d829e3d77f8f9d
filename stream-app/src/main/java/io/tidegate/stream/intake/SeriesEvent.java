package io.tidegate.stream.intake;

import org.apache.avro.specific.SpecificRecord;

/**
 * What a foreign record tells one series.
 *
 * @param series its name
 * @param event an ObservationEvent or a KnownFutureEvent
 */
public record SeriesEvent(String series, SpecificRecord event) {}
