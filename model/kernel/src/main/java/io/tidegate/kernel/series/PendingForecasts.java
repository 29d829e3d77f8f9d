package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Forecasts whose actual has not arrived. Only every third origin is entered: it costs almost no
 * accuracy and saves two thirds of the bytes. The phase moves on by one with each season, so that
 * every time of day has its turn. What was said about a bridged slot stays for the grace in which a
 * late value may still take its place.
 */
public final class PendingForecasts {
  private static final int EVERY = 3;
  private static final int MOST = 160;

  private final List<IssuedForecast> issued = new ArrayList<>();

  /** Whether the forecasts made at {@code slot} are entered. */
  static boolean scheduled(long slot, Season season) {
    return Math.floorMod(slot + Math.floorDiv(slot, season.cappedRows()), EVERY) == 0;
  }

  void add(IssuedForecast forecast) {
    if (issued.size() == MOST) {
      issued.remove(0);
    }
    issued.add(forecast);
  }

  /** Scores and drops everything that was said about {@code slot}. */
  void mature(long slot, double actual, Calibration calibration) {
    Iterator<IssuedForecast> each = issued.iterator();
    while (each.hasNext()) {
      IssuedForecast forecast = each.next();
      if (forecast.target() == slot) {
        forecast.scoreAgainst(actual, calibration);
        each.remove();
      }
    }
  }

  /** Drops what was said about slots before {@code slot}. */
  void expireBefore(long slot) {
    issued.removeIf(forecast -> forecast.target() < slot);
  }

  void clear() {
    issued.clear();
  }

  /** Number of forecasts entered. */
  public int size() {
    return issued.size();
  }

  int bytes(int intervals) {
    return Short.BYTES + issued.size() * IssuedForecast.bytes(intervals);
  }

  void write(ByteBuffer out, long slot) {
    out.putShort((short) issued.size());
    for (IssuedForecast forecast : issued) {
      forecast.write(out, slot);
    }
  }

  static PendingForecasts read(ByteBuffer in, long slot, int intervals) {
    PendingForecasts pending = new PendingForecasts();
    int size = in.getShort();
    for (int i = 0; i < size; i++) {
      pending.issued.add(IssuedForecast.read(in, slot, intervals));
    }
    return pending;
  }
}
