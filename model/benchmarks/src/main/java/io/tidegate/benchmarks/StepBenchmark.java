package io.tidegate.benchmarks;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one record costs, part by part and as a whole, for a warm series under version 0. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
  private static final long STEP = 600_000;
  private static final int HISTORY = 1_000;

  private final Forecaster forecaster =
      new Forecaster(ShippedModel.VERSION, ShippedModel.load(), ForecasterSettings.defaults());
  private final Counted counted = new Counted();
  private SeriesState state;
  private byte[] bytes;
  private long slot;

  /** Warms one series up and checks that what is timed is right. */
  @Setup
  public void prepare() {
    state = SeriesState.start(STEP);
    slot = 0;
    while (slot < HISTORY) {
      forecaster.observe(state, next(), counted);
    }
    bytes = StateCodec.encode(state);
    require(counted.accepted == HISTORY, "every observation is accepted");
    Forecast forecast = forecaster.forecast(state);
    require(Arrays.equals(bytes, StateCodec.encode(state)), "a forecast leaves the state alone");
    Forecast reread = forecaster.forecast(StateCodec.decode(bytes));
    require(
        Arrays.equals(forecast.quantileDifferences(), reread.quantileDifferences()),
        "a state that was written and read forecasts the same");
    for (float difference : forecast.quantileDifferences()) {
      require(Float.isFinite(difference), "forecasts are finite");
    }
  }

  private Observation next() {
    double value = 100 + 10 * Math.sin(slot * .0436) + slot % 7;
    return new Observation(slot, slot++ * STEP, value);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("not so: " + what);
    }
  }

  /** Moves the series by one observation. */
  @Benchmark
  public SeriesState observe() {
    forecaster.observe(state, next(), counted);
    return state;
  }

  /** Looks ahead. */
  @Benchmark
  public Forecast forecast() {
    return forecaster.forecast(state);
  }

  /** Writes the state. */
  @Benchmark
  public byte[] encode() {
    return StateCodec.encode(state);
  }

  /** Reads the state. */
  @Benchmark
  public SeriesState decode() {
    return StateCodec.decode(bytes);
  }

  /** All that the stream application does for a record but for Kafka's part. */
  @Benchmark
  public Forecast wholeRecord() {
    SeriesState read = StateCodec.decode(bytes);
    forecaster.observe(read, next(), counted);
    Forecast forecast = forecaster.forecast(read);
    bytes = StateCodec.encode(read);
    return forecast;
  }

  private static final class Counted implements Verdicts {
    private long accepted;

    @Override
    public void accepted(Observation observation) {
      accepted++;
    }

    @Override
    public void counted(Observation observation, CountReason reason) {
      throw new IllegalStateException(reason.toString());
    }

    @Override
    public void parked(Observation observation) {
      throw new IllegalStateException("parked");
    }

    @Override
    public void refused(Observation observation, String reason) {
      throw new IllegalStateException(reason);
    }
  }
}
