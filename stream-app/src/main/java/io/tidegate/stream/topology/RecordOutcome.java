package io.tidegate.stream.topology;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.schema.AccuracyEvent;
import io.tidegate.schema.ObservationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Collects what one record brings about: outputs to forward and entries for the books. Nothing
 * leaves before the whole record is known to be good.
 */
final class RecordOutcome implements Verdicts {
  /** One output and its headers. */
  record Output(StreamOutput value, Headers headers) {}

  private final String series;
  private final String topic;
  private final int partition;
  private final SeriesState state;
  private final Forecaster forecaster;
  private final ForecastEvents events;
  private final AccuracyEvents accuracy;
  private final SeriesAlerts alerts;
  private final LedgerEntries entries;
  private final List<Output> outputs = new ArrayList<>(2);

  RecordOutcome(
      String series,
      String topic,
      int partition,
      SeriesState state,
      Forecaster forecaster,
      ForecastEvents events,
      AccuracyEvents accuracy,
      SeriesAlerts alerts,
      LedgerEntries entries) {
    this.series = series;
    this.topic = topic;
    this.partition = partition;
    this.state = state;
    this.forecaster = forecaster;
    this.events = events;
    this.accuracy = accuracy;
    this.alerts = alerts;
    this.entries = entries;
  }

  /** All of them: forecasts and reports first, then what is told of alerts. */
  List<Output> outputs() {
    List<Output> all = new ArrayList<>(outputs);
    all.addAll(alerts.outputs());
    return all;
  }

  /** The reports among them, by the offset of the observation that completed each. */
  Map<Long, AccuracyEvent> reports() {
    Map<Long, AccuracyEvent> reports = new HashMap<>();
    for (Output output : outputs) {
      if (output.value() instanceof StreamOutput.Scored scored) {
        reports.put(scored.event().getSourceOffset(), scored.event());
      }
    }
    return reports;
  }

  @Override
  public void accepted(Observation observation) {
    entries.accepted(observation.offset());
    entries.reached(observation.time());
    outputs.add(
        new Output(
            new StreamOutput.Forecasted(
                events.of(
                    forecaster.forecast(state), forecaster.version(), partition, observation)),
            new RecordHeaders()));
    alerts.observed(observation, state);
    state
        .takeAccuracy()
        .map(
            report ->
                accuracy.of(
                    report, state.stepMillis(), forecaster.version(), partition, observation))
        .ifPresent(
            event -> outputs.add(new Output(new StreamOutput.Scored(event), new RecordHeaders())));
  }

  @Override
  public void counted(Observation observation, CountReason reason) {
    switch (reason) {
      case LATE -> entries.late();
      case DUPLICATE -> entries.duplicate();
    }
  }

  @Override
  public void parked(Observation observation) {
    entries.parked();
  }

  @Override
  public void refused(Observation observation, String reason) {
    entries.unconfirmed(observation.offset());
    outputs.add(refusal(series, topic, partition, observation, reason));
  }

  /** The dead letter of an observation that was parked. */
  static Output refusal(
      String series, String topic, int partition, Observation observation, String reason) {
    Headers headers = new RecordHeaders();
    DeadLetterHeaders.write(headers, reason, topic, partition, observation.offset());
    return new Output(
        new StreamOutput.Refused(
            series,
            ObservationEvent.newBuilder()
                .setTime(Instant.ofEpochMilli(observation.time()))
                .setValue(observation.value())
                .setCovariates(observation.covariates())
                .build()),
        headers);
  }
}
