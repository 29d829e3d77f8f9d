package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.stream.config.StreamSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Times the parts of one step apart from each other: what {@link SeriesStep} does with a record
 * that is accepted, in the same order, with a clock between. Outside any topology; used by one
 * thread.
 */
public final class StepCosts {
  private static final String SERIES = "series";
  private static final int PARTS = 5;

  private final Serde<SpecificRecord> events;
  private final RecordReader reader;
  private final StreamSettings settings;
  private final ForecastEvents forecasts;
  private final AlertMonitor monitor;
  private final AlertEvents alertEvents;
  private final AlertRules rules;
  private final Forecaster forecaster;
  private final long[] nanos = new long[PARTS];

  /** Prepares, with the model that ships. */
  public StepCosts(StreamSettings settings) {
    this.settings = settings;
    events = settings.serde();
    reader = new RecordReader(settings.timeTolerance());
    forecasts =
        new ForecastEvents(settings.modelName(), StreamProperties.largestRequest(settings.kafka()));
    monitor = new AlertMonitor(settings.zone());
    alertEvents = new AlertEvents(settings.modelName());
    rules = settings.alerts().rules(SERIES);
    forecaster =
        new Forecaster(
            ShippedModel.VERSION, ShippedModel.load(settings.size()), settings.forecaster());
  }

  /**
   * Nanoseconds of the processor for each record.
   *
   * @param decode of the record
   * @param stateCodec decoding and encoding of the forecaster's state
   * @param forecast one observation taken, and what is to come
   * @param alerts one observation judged, with the decoding and encoding of the alerts' state
   * @param encode of the forecast as a record
   */
  public record Costs(
      double decode, double stateCodec, double forecast, double alerts, double encode) {}

  /**
   * Takes one record of each series over and over.
   *
   * @param states of the series, as they are stored
   * @param records encoded; the next observation of each
   */
  public Costs measure(List<byte[]> states, List<byte[]> records, Duration time) {
    run(states, records, time.dividedBy(3)); // To be compiled.
    Arrays.fill(nanos, 0);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = System.nanoTime();
    long used = threads.getCurrentThreadCpuTime();
    long steps = run(states, records, time.multipliedBy(2).dividedBy(3));
    used = threads.getCurrentThreadCpuTime() - used;
    // The clock runs on while others have the processor: it says how the time divides, no more.
    double each = (double) used / (System.nanoTime() - begun) / steps;
    return new Costs(
        nanos[0] * each, nanos[1] * each, nanos[2] * each, nanos[3] * each, nanos[4] * each);
  }

  private long run(List<byte[]> states, List<byte[]> records, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long steps = 0;
    do {
      for (int one = 0; one < states.size(); one++) {
        step(states.get(one), records.get(one));
      }
      steps += states.size();
    } while (System.nanoTime() < end);
    return steps;
  }

  private void step(byte[] bytes, byte[] record) {
    long begun = System.nanoTime();
    Observation observation = observation(record);
    long decoded = System.nanoTime();
    StoredSeries stored = StoredSeries.decode(bytes);
    SeriesState state = StateCodec.decode(stored.forecast());
    state.configure(settings.series(SERIES), forecaster.features().recipe());
    long read = System.nanoTime();
    Taken taken = new Taken(state);
    forecaster.observe(state, observation, taken);
    long forecast = System.nanoTime();
    SeriesAlerts alerts =
        new SeriesAlerts(
            monitor,
            rules,
            alertEvents,
            SERIES,
            0,
            stored,
            observation.time(),
            forecaster::version,
            new LedgerEntries(0));
    alerts.observed(observation, state);
    long judged = System.nanoTime();
    byte[] encoded = StateCodec.encode(state);
    long written = System.nanoTime();
    alerts.after(encoded, stored.indexed(), settings.alerts().expireMillis()).encode();
    long kept = System.nanoTime();
    events
        .serializer()
        .serialize(SERIES, forecasts.of(taken.forecast, forecaster.version(), 0, observation));
    long ended = System.nanoTime();
    nanos[0] += decoded - begun;
    nanos[1] += read - decoded + written - judged;
    nanos[2] += forecast - read;
    nanos[3] += judged - forecast + kept - written;
    nanos[4] += ended - kept;
  }

  private Observation observation(byte[] record) {
    SpecificRecord event = events.deserializer().deserialize(SERIES, record);
    return ((SeriesInput.Observed) reader.read(SERIES, event, Long.MAX_VALUE / 2, 0)).observation();
  }

  /** The one observation is accepted. */
  private final class Taken implements Verdicts {
    private final SeriesState state;
    private Forecast forecast;

    Taken(SeriesState state) {
      this.state = state;
    }

    @Override
    public void accepted(Observation observation) {
      forecast = forecaster.forecast(state);
    }

    @Override
    public void counted(Observation observation, CountReason reason) {
      throw new IllegalStateException("an observation that is no series' next: " + reason);
    }

    @Override
    public void parked(Observation observation) {
      throw new IllegalStateException("an observation that is no series' next");
    }

    @Override
    public void refused(Observation observation, String reason) {
      throw new IllegalStateException("an observation that is no series' next: " + reason);
    }
  }
}
