package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.ParkedObservation;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.schema.SeriesChange;
import io.tidegate.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Resets, forgets or imports a series. A function of its arguments alone, as {@link SeriesStep} is.
 * Immutable and thread-safe; the forecaster that is handed in is not.
 */
final class SeriesChanges {
  private static final String UNCONFIRMED =
      "jump ahead that no further observation confirmed before the series was ";

  private final StreamSettings settings;
  private final AlertMonitor monitor;
  private final AlertEvents events;
  private final SeriesImport imports;

  SeriesChanges(StreamSettings settings, AlertMonitor monitor, AlertEvents events) {
    this.settings = settings;
    this.monitor = monitor;
    this.events = events;
    this.imports = new SeriesImport(settings, monitor);
  }

  /**
   * Makes the change: an open alert ends, an observation that waits for its confirmation becomes a
   * dead letter, and the challenger's state goes, to begin again with a copy of the champion's.
   *
   * @throws RefusedRecordException if there is no such series to reset, or what is imported cannot
   *     be used; nothing has changed then
   */
  SeriesStep.Moved make(
      String topic,
      int partition,
      String series,
      StoredStates before,
      Forecaster champion,
      long now,
      SeriesInput.Changed input) {
    LedgerEntries entries = new LedgerEntries(input.offset());
    SeriesChange change = input.event().getChange();
    Change made = new Change(partition, series, stored(before), now, input.offset(), entries);
    if (change == SeriesChange.RESET && before.champion() == null) {
      throw new RefusedRecordException("there is no series " + series + " to reset");
    }
    StoredSeries after =
        switch (change) {
          case RESET -> made.reset();
          case IMPORT -> made.replaced(imports.read(series, input, champion, now));
          case FORGET, UNKNOWN -> null;
        };
    List<RecordOutcome.Output> outputs = new ArrayList<>();
    made.end(topic, inWords(change), outputs);
    if (after == null) {
      outputs.add(new RecordOutcome.Output(new StreamOutput.Forgotten(), new RecordHeaders()));
    }
    entries.change();
    if (after != null && before.champion() == null) {
      entries.newSeries();
    } else if (after == null && before.champion() != null) {
      entries.forgotten();
    }
    before.count(null, entries);
    return new SeriesStep.Moved(
        new StoredStates(after == null ? null : after.encode(), null),
        new SeriesStep.Place(made.indexed(), after == null ? StoredSeries.NEVER : after.indexed()),
        outputs,
        entries);
  }

  private static StoredSeries stored(StoredStates before) {
    return before.champion() == null ? null : StoredSeries.decode(before.champion());
  }

  private static String inWords(SeriesChange change) {
    return switch (change) {
      case RESET -> "reset";
      case IMPORT -> "replaced by an imported state";
      case FORGET, UNKNOWN -> "forgotten";
    };
  }

  /** One change of one series. */
  private final class Change {
    private final int partition;
    private final String series;
    private final StoredSeries before;
    private final long now;
    private final long offset;
    private final LedgerEntries entries;

    Change(
        int partition,
        String series,
        StoredSeries before,
        long now,
        long offset,
        LedgerEntries entries) {
      this.partition = partition;
      this.series = series;
      this.before = before;
      this.now = now;
      this.offset = offset;
      this.entries = entries;
    }

    long indexed() {
      return before == null ? StoredSeries.NEVER : before.indexed();
    }

    /** The same series, which has learnt nothing. */
    StoredSeries reset() {
      byte[] fresh = StateCodec.encode(SeriesState.start(settings.series(series)));
      return replaced(
          new StoredSeries(fresh, null, before.heard(), before.behind(), before.indexed()));
    }

    StoredSeries replaced(StoredSeries by) {
      return alerts(by).after(by.forecast(), indexed(), settings.alerts().expireMillis());
    }

    /** Ends what is under way in the state that goes. */
    void end(String topic, String what, List<RecordOutcome.Output> outputs) {
      if (before == null) {
        return;
      }
      SeriesAlerts alerts = alerts(before);
      alerts.end(offset);
      ParkedObservation held = StateCodec.decode(before.forecast()).parked();
      if (held != null) {
        entries.unconfirmed(held.offset());
        Observation parked =
            new Observation(held.offset(), held.time(), held.value(), held.covariates());
        outputs.add(RecordOutcome.refusal(series, topic, partition, parked, UNCONFIRMED + what));
      }
      outputs.addAll(alerts.outputs());
    }

    private SeriesAlerts alerts(StoredSeries of) {
      return new SeriesAlerts(
          monitor,
          settings.alerts().rules(series),
          events,
          series,
          partition,
          of,
          now,
          () -> Math.max(0, StateCodec.decode(of.forecast()).modelVersion()),
          entries);
    }
  }
}
