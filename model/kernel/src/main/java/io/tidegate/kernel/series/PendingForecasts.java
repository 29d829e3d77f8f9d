package io.tidegate.kernel.series;

import io.tidegate.kernel.model.Size;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts whose actual has not arrived. Beyond the next step only every fourth origin is entered,
 * with the lean size every twelfth: it costs almost no accuracy and saves most of the bytes. The
 * phase moves on by one with each season, so that every time of day has its turn. The newest of
 * what was said about bridged slots stays for the grace in which a late value may still take its
 * place.
 */
final class PendingForecasts {
  private static final int MOST = 200;

  private final StepGroups groups;
  private final List<IssuedForecast> issued = new ArrayList<>();

  PendingForecasts(StepGroups groups) {
    this.groups = groups;
  }

  /** Whether the forecasts made at {@code slot} are entered. */
  static boolean scheduled(long slot, Season season, Size size) {
    long phase =
        Math.floorMod(slot, (long) season.cappedRows())
            + Math.floorDiv(slot, (long) season.cappedRows());
    return Math.floorMod(phase, size.scoredEvery()) == 0;
  }

  /** Takes what is settled, a group at a time. */
  interface Settlement {
    void settle(IssuedForecast forecast, int group);
  }

  void add(IssuedForecast forecast) {
    if (issued.size() == MOST) {
      issued.remove(0);
    }
    issued.add(forecast);
  }

  /** What the origin at {@code slot} said, if it was the newest; else null. */
  IssuedForecast newest(long slot) {
    IssuedForecast newest = issued.isEmpty() ? null : issued.get(issued.size() - 1);
    return newest != null && newest.origin() == slot && newest.awaits(0) ? newest : null;
  }

  /** Settles everything that was said about {@code slot}. */
  void mature(long slot, Settlement settlement) {
    for (IssuedForecast forecast : issued) {
      int group = groups.indexOf(slot - forecast.origin());
      if (group >= 0 && forecast.awaits(group)) {
        forecast.settle(group);
        settlement.settle(forecast, group);
      }
    }
    issued.removeIf(forecast -> !forecast.awaitsAny());
  }

  /**
   * Drops what was said about slots before {@code slot}, and what was said of nothing but a next
   * step that has gone by. Of what has gone by without an actual the newest {@code most} wait on.
   */
  void expireBefore(long slot, long newest, int most) {
    for (IssuedForecast forecast : issued) {
      forecast.settleAll(groups.upTo(slot - 1 - forecast.origin()));
      if (forecast.awaitsOnlyTheNextStep() && forecast.origin() < newest) {
        forecast.settle(0);
      }
    }
    for (int overdue = overdue(newest); overdue > most; overdue--) {
      settleOldest();
    }
    issued.removeIf(forecast -> !forecast.awaitsAny());
  }

  private int overdue(long newest) {
    int overdue = 0;
    for (IssuedForecast forecast : issued) {
      overdue += forecast.awaited(groups.upTo(newest - forecast.origin()));
    }
    return overdue;
  }

  private void settleOldest() {
    IssuedForecast oldest = null;
    int oldestGroup = 0;
    long least = Long.MAX_VALUE;
    for (IssuedForecast forecast : issued) {
      for (int group = 0; group < groups.size(); group++) {
        long target = forecast.origin() + groups.step(group);
        if (forecast.awaits(group) && target < least) {
          least = target;
          oldest = forecast;
          oldestGroup = group;
        }
      }
    }
    if (oldest != null) {
      oldest.settle(oldestGroup);
    }
  }

  void versionChanged() {
    issued.forEach(IssuedForecast::versionChanged);
  }

  /** The same for a model of another shape: none if it has an interval that they lack. */
  PendingForecasts carriedOver(ShapeChange change, StepGroups to) {
    PendingForecasts carried = new PendingForecasts(to);
    if (change.intervalsWereIssued()) {
      issued.forEach(forecast -> carried.issued.add(forecast.carriedOver(change)));
      carried.issued.removeIf(forecast -> !forecast.awaitsAny());
    }
    return carried;
  }

  void clear() {
    issued.clear();
  }

  int bytes() {
    int bytes = Short.BYTES;
    for (IssuedForecast forecast : issued) {
      bytes += forecast.bytes();
    }
    return bytes;
  }

  void write(ByteBuffer out, long slot) {
    out.putShort((short) issued.size());
    for (IssuedForecast forecast : issued) {
      forecast.write(out, slot);
    }
  }

  static PendingForecasts read(ByteBuffer in, long slot, StepGroups groups, int intervals) {
    PendingForecasts pending = new PendingForecasts(groups);
    int size = in.getShort();
    for (int i = 0; i < size; i++) {
      pending.issued.add(IssuedForecast.read(in, slot, intervals));
    }
    return pending;
  }

  static PendingForecasts readFormat2(
      ByteBuffer in, long slot, StepGroups groups, int intervals, double newest) {
    PendingForecasts pending = new PendingForecasts(groups);
    int size = in.getShort();
    for (int i = 0; i < size; i++) {
      pending.issued.add(IssuedForecast.readFormat2(in, slot, intervals, newest));
    }
    return pending;
  }
}
