package io.tidegate.kernel.forecast;

import io.tidegate.kernel.series.SeriesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/** Drives one series and keeps what was said. */
final class Streams implements Verdicts {
  static final long HOUR = 3_600_000;
  static final long START = 1_700_000_000_000L / HOUR * HOUR;

  final Forecaster forecaster;
  SeriesState state;
  final List<Forecast> forecasts = new ArrayList<>();
  final List<String> verdicts = new ArrayList<>();
  private long offset;

  Streams(Forecaster forecaster, SeriesState state) {
    this.forecaster = forecaster;
    this.state = state;
  }

  /** One value {@code slot} hours after the start. */
  Streams at(long slot, double value) {
    return atTime(START + slot * HOUR, value);
  }

  Streams atTime(long time, double value) {
    forecaster.observe(state, new Observation(offset++, time, value), this);
    return this;
  }

  /** Values of {@code function} for the slots {@code from} to {@code to}, the last excluded. */
  Streams over(long from, long to, LongToDoubleFunction function) {
    for (long slot = from; slot < to; slot++) {
      at(slot, function.applyAsDouble(slot));
    }
    return this;
  }

  Forecast last() {
    return forecasts.get(forecasts.size() - 1);
  }

  /** A day's season with noise that depends on the slot alone. */
  static double wave(long slot) {
    return 10 + 4 * Math.sin(2 * Math.PI * slot / 24) + .5 * new Random(slot).nextGaussian();
  }

  @Override
  public void accepted(Observation observation) {
    verdicts.add("accepted " + observation.offset());
    forecasts.add(forecaster.forecast(state));
  }

  @Override
  public void counted(Observation observation, CountReason reason) {
    verdicts.add(reason + " " + observation.offset());
  }

  @Override
  public void parked(Observation observation) {
    verdicts.add("parked " + observation.offset());
  }

  @Override
  public void refused(Observation observation, String reason) {
    verdicts.add("refused " + observation.offset());
  }
}
