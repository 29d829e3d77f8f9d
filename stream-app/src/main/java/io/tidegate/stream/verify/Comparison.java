package io.tidegate.stream.verify;

import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.wire.SingleObjectSerde;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Compares a replay's forecasts with the recorded ones: the key, and the whole event in Avro's
 * binary encoding, byte for byte. The envelope that a registry's serde puts around it is not the
 * forecast's, nor are the record's place and timestamp.
 *
 * <p>Where the input's beginning is gone and no checkpoint stands in for it, a series that was
 * there before cannot be replayed. A series' first forecast tells: from an empty state it is what
 * was recorded only if the series really began there. Used by one thread; memory grows with the
 * number of series only.
 */
final class Comparison implements SpanReplay.Handler {
  private static final Serializer<SpecificRecord> ENCODING = new SingleObjectSerde().serializer();

  private final Span span;
  private final ForecastMatcher recorded;
  private final AlertComparison alerts;
  private final boolean cut;
  private final boolean known;
  private final Set<String> begunHere = new HashSet<>();
  private final Set<String> begunBefore = new HashSet<>();
  private Optional<Difference> first = Optional.empty();
  private long compared;
  private long differing;
  private long missing;
  private long expired;
  private long unknown;

  /**
   * @param cut whether forecasts are asked for that lie before all that is replayed
   * @param known whether the replay knows every series' state at its start
   */
  Comparison(
      Span span, ForecastMatcher recorded, AlertComparison alerts, boolean cut, boolean known) {
    this.alerts = alerts;
    this.known = known;
    this.span = span;
    this.recorded = recorded;
    this.cut = cut;
  }

  @Override
  public void forecast(String series, ForecastEvent event, long at) {
    ForecastMatcher.Match match = recorded.match(series, event, at);
    boolean comparable = !cut || known || begunHere(series, event, match);
    if (!span.counts(event.getSourceOffset())) {
      return;
    }
    if (match instanceof ForecastMatcher.Match.Expired) {
      expired++;
    } else if (!comparable) {
      unknown++;
    } else if (match instanceof ForecastMatcher.Match.Found found) {
      compare(series, event, found.recorded());
    } else {
      missing++;
      note(Difference.missing(series, event));
    }
  }

  @Override
  public void alert(String series, AlertEvent event, long at) {
    alerts.take(series, event);
  }

  private boolean begunHere(String series, ForecastEvent event, ForecastMatcher.Match match) {
    if (!begunHere.contains(series) && !begunBefore.contains(series)) {
      boolean same =
          match instanceof ForecastMatcher.Match.Found found
              && same(series, event, found.recorded());
      (same ? begunHere : begunBefore).add(series);
    }
    return begunHere.contains(series);
  }

  private void compare(String series, ForecastEvent event, Recorded there) {
    compared++;
    if (!same(series, event, there)) {
      differing++;
      note(Difference.between(there, series, event));
    }
  }

  private static boolean same(String series, ForecastEvent event, Recorded there) {
    return there.series().equals(series)
        && Arrays.equals(ENCODING.serialize("", event), ENCODING.serialize("", there.event()));
  }

  private void note(Difference difference) {
    if (first.isEmpty()) {
      first = Optional.of(difference);
    }
  }

  /** The outcome, once the replay has ended and the rest of the recorded ones is read. */
  PartitionVerdict verdict(SpanReplay.End end) {
    recorded.finish(end.offset(), end.parked());
    if (!cut) {
      recorded.leftOver().stream().findFirst().map(Difference::unexpected).ifPresent(this::note);
    }
    long unexpected = recorded.unexpected();
    return new PartitionVerdict(
        span.partition(),
        span.from(),
        span.to(),
        compared,
        differing,
        missing,
        cut ? 0 : unexpected,
        recorded.unreadable(),
        expired,
        unknown + recorded.beyond() + (cut ? unexpected : 0),
        end.sentence(),
        first,
        alerts.verdict(end.offset(), end.parked()));
  }
}
