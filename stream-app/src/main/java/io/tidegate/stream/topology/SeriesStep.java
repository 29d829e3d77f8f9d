package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.KnownFuture;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.ParkedObservation;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One record of the observations topic moves one series: decode the state, observe and forecast or
 * take what is announced, encode. A function of its arguments alone, so that the running topology
 * and a replay of its input cannot disagree about what is refused, counted or forecast.
 *
 * <p>Immutable and thread-safe; the forecaster that is handed in is not.
 */
final class SeriesStep {
  private static final String FORGOTTEN =
      "jump ahead that no further observation confirmed before the series was forgotten";

  private final StreamSettings settings;
  private final ForecasterSettings forecasterSettings;
  private final RecordReader reader;
  private final ForecastEvents forecasts;
  private final AccuracyEvents accuracy;
  private final AlertEvents alertEvents;
  private final AlertMonitor monitor;
  private final SeriesChanges changes;

  /**
   * @param largestRequest what the producer sends at most, in bytes
   */
  SeriesStep(StreamSettings settings, int largestRequest) {
    this.settings = settings;
    this.forecasterSettings = settings.forecaster();
    this.reader = new RecordReader(settings.timeTolerance());
    this.forecasts = new ForecastEvents(settings.modelName(), largestRequest);
    this.accuracy = new AccuracyEvents(settings.modelName());
    this.alertEvents = new AlertEvents(settings.modelName());
    this.monitor = new AlertMonitor(settings.zone());
    this.changes = new SeriesChanges(settings, monitor, alertEvents);
  }

  /** Reads the records that move series. */
  RecordReader reader() {
    return reader;
  }

  /** A forecaster as configured; for one thread. */
  Forecaster forecaster(long version, Model model) {
    return new Forecaster(version, model, forecasterSettings);
  }

  /**
   * Moves the series.
   *
   * @param topic the observations topic, for the headers of dead letters
   * @param before states of the series as they are stored
   * @param now highest event time of the partition before the record
   * @throws RefusedRecordException if its forecast would be too large to be sent, the series holds
   *     too many times ahead already, feedback is not about it, or what is imported cannot be used;
   *     nothing has changed then
   */
  Moved move(
      String topic,
      int partition,
      String series,
      StoredStates before,
      Lineup lineup,
      long now,
      SeriesInput input) {
    if (input instanceof SeriesInput.Changed changed) {
      return changes.make(topic, partition, series, before, lineup.champion(), now, changed);
    }
    Forecaster champion = lineup.champion();
    boolean known = before.champion() != null;
    if (input instanceof SeriesInput.Said && !known) {
      throw new RefusedRecordException(
          "there is no series " + series + " for whose alerts feedback could be meant");
    }
    StoredSeries stored = known ? StoredSeries.decode(before.champion()) : null;
    byte[] forecast = known ? stored.forecast() : null;
    SeriesState state = stateOf(series, forecast, champion);
    LedgerEntries entries = new LedgerEntries(input.offset());
    if (!known) {
      entries.newSeries();
    }
    SeriesAlerts alerts = alerts(partition, series, stored, now, saidBy(state, champion), entries);
    RecordOutcome outcome =
        new RecordOutcome(
            series, topic, partition, state, champion, forecasts, accuracy, alerts, entries);
    take(state, champion, input, outcome);
    if (input instanceof SeriesInput.Announced) {
      entries.knownFuture();
    } else if (input instanceof SeriesInput.Said said) {
      alerts.said(said.offset(), said.feedback());
      entries.feedback();
    }
    byte[] beside =
        lineup
            .challengerOf(series)
            .map(
                challenger ->
                    challenge(series, before, forecast, challenger, lineup, input, outcome))
            .orElse(null);
    before.count(beside, entries);
    long indexed = known ? stored.indexed() : StoredSeries.NEVER;
    StoredSeries after =
        alerts.after(StateCodec.encode(state), indexed, settings.alerts().expireMillis());
    return new Moved(
        new StoredStates(after.encode(), beside),
        new Place(indexed, after.indexed()),
        outcome.outputs(),
        entries);
  }

  private SeriesAlerts alerts(
      int partition,
      String series,
      StoredSeries stored,
      long now,
      LongSupplier version,
      LedgerEntries entries) {
    return new SeriesAlerts(
        monitor,
        settings.alerts().rules(series),
        alertEvents,
        series,
        partition,
        stored,
        now,
        version,
        entries);
  }

  /** Which version made the newest forecast; of a new series the one that makes the first. */
  private static LongSupplier saidBy(SeriesState state, Forecaster champion) {
    long version = state.modelVersion() < 0 ? champion.version() : state.modelVersion();
    return () -> version;
  }

  /**
   * Looks at a series that may have been silent for too long.
   *
   * @param topic the observations topic, for the headers of a dead letter
   * @param now highest event time of the partition
   * @param offset of the record that has brought it there
   */
  Looked look(
      String topic,
      int partition,
      String series,
      StoredSeries stored,
      long now,
      long offset,
      LedgerEntries entries) {
    SeriesAlerts alerts =
        alerts(
            partition,
            series,
            stored,
            now,
            () -> Math.max(0, StateCodec.decode(stored.forecast()).modelVersion()),
            entries);
    long expiry = settings.alerts().expireMillis();
    if (!alerts.expired(expiry)) {
      alerts.silent(offset);
      return new Looked(alerts.lookedAt(stored.forecast(), expiry), alerts.outputs());
    }
    alerts.expire(offset);
    entries.expired();
    List<RecordOutcome.Output> outputs = new ArrayList<>(alerts.outputs());
    ParkedObservation held = StateCodec.decode(stored.forecast()).parked();
    if (held != null) {
      entries.unconfirmed(held.offset());
      Observation parked =
          new Observation(held.offset(), held.time(), held.value(), held.covariates());
      outputs.add(RecordOutcome.refusal(series, topic, partition, parked, FORGOTTEN));
    }
    return new Looked(null, outputs);
  }

  /** What a record does that belongs to no series. */
  static Moved tick(SeriesInput.Ticked tick) {
    LedgerEntries entries = new LedgerEntries(tick.offset());
    entries.tick();
    entries.reached(tick.time());
    return new Moved(new StoredStates(null, null), Place.NOWHERE, List.of(), entries);
  }

  /**
   * Moves the challenger's state of the series; where there is none of that version it begins with
   * what the champion knew before this record, and replays its rows through its own weights.
   */
  private byte[] challenge(
      String series,
      StoredStates before,
      byte[] ofChampion,
      Forecaster challenger,
      Lineup lineup,
      SeriesInput input,
      RecordOutcome outcome) {
    SeriesState state = challengerOf(series, before, ofChampion, challenger);
    ChallengerOutcome silent =
        new ChallengerOutcome(
            state, challenger.version(), lineup.plan().since(), outcome.reports(), accuracy);
    take(state, challenger, input, silent);
    return StateCodec.encode(state);
  }

  private SeriesState challengerOf(
      String series, StoredStates before, byte[] ofChampion, Forecaster challenger) {
    if (before.challenger() != null) {
      SeriesState state = stateOf(series, before.challenger(), challenger);
      if (state.modelVersion() == challenger.version()) {
        return state;
      }
    }
    return stateOf(series, ofChampion, challenger);
  }

  private SeriesState stateOf(String series, byte[] stored, Forecaster forecaster) {
    SeriesSettings configured = settings.series(series);
    if (stored == null) {
      return SeriesState.start(configured);
    }
    SeriesState state = StateCodec.decode(stored);
    state.configure(configured, forecaster.features().recipe());
    return state;
  }

  private static void take(
      SeriesState state, Forecaster forecaster, SeriesInput input, Verdicts verdicts) {
    if (input instanceof SeriesInput.Observed observed) {
      forecaster.observe(state, observed.observation(), verdicts);
    } else if (input instanceof SeriesInput.Announced announced) {
      announce(state, announced.known(), forecaster);
    }
  }

  private static void announce(SeriesState state, KnownFuture known, Forecaster forecaster) {
    try {
      forecaster.announce(state, known);
    } catch (IllegalArgumentException e) {
      throw new RefusedRecordException(e.getMessage());
    }
  }

  /**
   * What a record brought about. Owns its arrays; they are not copied.
   *
   * @param states of the series, as they are to be stored; none of the champion: it is forgotten
   * @param place of the series in the index of deadlines
   * @param outputs in the order in which they are to be written
   * @param entries for the partition's books
   */
  record Moved(
      StoredStates states,
      Place place,
      List<RecordOutcome.Output> outputs,
      LedgerEntries entries) {}

  /** The time under which the index holds a series before and after a record. */
  record Place(long before, long after) {
    static final Place NOWHERE = new Place(StoredSeries.NEVER, StoredSeries.NEVER);
  }

  /**
   * What looking at a series brought about.
   *
   * @param after the series as it is to be stored; null: it is forgotten
   */
  record Looked(StoredSeries after, List<RecordOutcome.Output> outputs) {}
}
