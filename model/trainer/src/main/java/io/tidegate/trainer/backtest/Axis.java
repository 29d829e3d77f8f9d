package io.tidegate.trainer.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A range of numbers on a line of pixels, with round ticks. Immutable. */
record Axis(double low, double high, double from, double to) {
  private static final int TICKS = 4;

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / power;
    double step = power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Ticks where both ends are logarithms to base 10. */
  List<Double> decades() {
    List<Double> decades = new ArrayList<>();
    for (double at = Math.ceil(low); at <= high; at++) {
      decades.add(at);
    }
    return decades.size() < 2 ? ticks() : decades;
  }

  /** A tick as short as it can be told apart. */
  String text(double tick) {
    double range = high - low;
    if (Math.max(Math.abs(low), Math.abs(high)) >= 1e6 || range < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", tick);
    }
    int digits = (int) Math.max(0, 1 - Math.floor(Math.log10(range / 2)));
    return String.format(Locale.ROOT, "%." + (range >= TICKS ? 0 : digits) + "f", tick);
  }
}
