package io.tidegate.stream.topology;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.alert.Change;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Feedback;
import io.tidegate.kernel.alert.Kind;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Reading;
import io.tidegate.kernel.alert.Said;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.series.NextStep;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.schema.FeedbackEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Follows the alerts of one series through one record.
 *
 * <p>Silence is measured by the partition's highest event time, but from where that stood when the
 * series was last heard of: series may lie behind it by hours, as where files are sent one after
 * another, and are not silent for that. To the kernel, which knows the series' own times alone, the
 * partition's time is told less that distance. Used by one thread, for one record.
 */
final class SeriesAlerts {
  private final AlertMonitor monitor;
  private final AlertRules rules;
  private final AlertEvents events;
  private final String series;
  private final int partition;
  private final LedgerEntries entries;
  private final AlertState state;
  private final List<RecordOutcome.Output> outputs = new ArrayList<>(1);
  private LongSupplier version;
  private long now;
  private long heard;
  private long behind;

  /**
   * @param before the series as it was; null for a new one
   * @param now highest event time of the partition before the record
   * @param version of the model that made the newest forecast; asked only where something is told
   */
  SeriesAlerts(
      AlertMonitor monitor,
      AlertRules rules,
      AlertEvents events,
      String series,
      int partition,
      StoredSeries before,
      long now,
      LongSupplier version,
      LedgerEntries entries) {
    this.monitor = monitor;
    this.rules = rules;
    this.events = events;
    this.series = series;
    this.partition = partition;
    this.entries = entries;
    this.now = now;
    this.version = version;
    boolean begun = before != null && before.alerts() != null;
    this.state = begun ? AlertState.decode(before.alerts()) : AlertState.start();
    this.heard = before == null ? StoredSeries.NEVER : before.heard();
    this.behind = before == null ? 0 : before.behind();
  }

  /** Takes an observation that was just accepted into {@code forecasts}. */
  void observed(Observation observation, SeriesState forecasts) {
    now = Math.max(now, observation.time());
    heard = now;
    behind = now - observation.time();
    NextStep said = forecasts.saidBefore();
    Expected expected =
        said == null ? null : new Expected(said.point(), said.low(), said.high(), said.scale());
    Reading reading =
        new Reading(
            observation.offset(),
            observation.time(),
            observation.value(),
            forecasts.stepMillis(),
            expected);
    tell(monitor.observe(state, rules, reading), observation.offset());
    long newest = forecasts.modelVersion();
    version = () -> newest;
  }

  /** Takes what somebody says. */
  void said(long offset, FeedbackEvent feedback) {
    AlertEvents.Meant meant =
        feedback.getAlert() == null
            ? null
            : AlertEvents.read(feedback.getAlert(), series, partition)
                .orElseThrow(
                    () ->
                        new RefusedRecordException(
                            "expected the id of an alert of series "
                                + series
                                + ", found "
                                + feedback.getAlert()));
    long until = feedback.getUntil() == null ? 0 : feedback.getUntil().toEpochMilli();
    tell(
        monitor.feedback(
            state,
            rules,
            new Feedback(
                offset,
                Said.valueOf(feedback.getFeedback().name()),
                meant == null ? null : (Long) meant.openedOffset(),
                meant != null && meant.missing(),
                until,
                ownNow())),
        offset);
  }

  /** Looks whether the series has been silent for too long. */
  void silent(long offset) {
    if (deadline() <= now) {
      tell(monitor.missed(state, rules, ownNow()), offset);
    }
  }

  /** Whether the silence has lasted so long that the series is to be forgotten. */
  boolean expired(long expiry) {
    return heard != StoredSeries.NEVER && later(heard, expiry) <= now;
  }

  /** The series is forgotten. */
  void expire(long offset) {
    tell(monitor.expire(state, ownNow()), offset);
  }

  /** Somebody takes the series' state away. */
  void end(long offset) {
    tell(monitor.end(state, ownNow()), offset);
  }

  /** The partition's time as the series' own clock would show it. */
  private long ownNow() {
    return now == Ledger.Lookout.NO_TIME ? 0 : now - behind;
  }

  /** The partition's time at which silence is news; {@link StoredSeries#NEVER}: it never is. */
  private long deadline() {
    return later(monitor.deadline(state, rules), behind);
  }

  private static long later(long time, long by) {
    return time > Long.MAX_VALUE - by ? StoredSeries.NEVER : time + by;
  }

  /** The partition's time at which the series is to be looked at next. */
  private long due(long expiry) {
    long expires = heard == StoredSeries.NEVER ? StoredSeries.NEVER : later(heard, expiry);
    return Math.min(deadline(), expires);
  }

  /** What the record brought about. */
  List<RecordOutcome.Output> outputs() {
    return outputs;
  }

  /**
   * The series as it is to be stored after its own record: it is to be found in the index no later
   * than it is due, so it mostly stays where it is.
   *
   * @param forecast state of the forecaster
   * @param indexed time under which it is in the index
   * @param expiry silence after which it is forgotten, milliseconds
   */
  StoredSeries after(byte[] forecast, long indexed, long expiry) {
    // One that was only announced so far is forgotten like others.
    if (heard == StoredSeries.NEVER && now != Ledger.Lookout.NO_TIME) {
      heard = now;
    }
    return new StoredSeries(
        forecast, state.encode(), heard, behind, Math.min(indexed, due(expiry)));
  }

  /** The same after it was looked at: nobody need look at it again before it is due. */
  StoredSeries lookedAt(byte[] forecast, long expiry) {
    return new StoredSeries(forecast, state.encode(), heard, behind, Math.max(now, due(expiry)));
  }

  private void tell(List<Notice> notices, long offset) {
    for (Notice notice : notices) {
      int open = notice.change() == Change.OPENED ? 1 : notice.change() == Change.RESOLVED ? -1 : 0;
      entries.alerts(open, notice.kind() == Kind.MISSING_DATA ? open : 0);
      AlertEvents.Origin origin =
          new AlertEvents.Origin(partition, offset, version.getAsLong(), heard - behind);
      outputs.add(
          new RecordOutcome.Output(
              new StreamOutput.Alerted(series, events.of(series, origin, notice)),
              new RecordHeaders()));
    }
  }
}
