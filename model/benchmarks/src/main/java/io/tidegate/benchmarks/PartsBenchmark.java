package io.tidegate.benchmarks;

import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.forecast.ForecastParts;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.SeriesParts;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.kernel.series.StateCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one record of a warm series costs without Kafka's part, as a whole and part by part. Each
 * part is timed alone, so it finds its data at hand: the parts add up to less than the whole.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class PartsBenchmark {
  private static final int HISTORY = 3_000;

  /** Of the series. */
  @Param({"standard", "lean"})
  public String size;

  private WarmSeries series;
  private SeriesParts parts;
  private ForecastParts forecastParts;
  private byte[] bytes;
  private byte[] alertBytes;

  /** Warms a series up, and another whose parts are moved one by one. */
  @Setup
  public void prepare() {
    Size wanted = Size.of(size);
    series = new WarmSeries(wanted);
    series.live(HISTORY);
    bytes = StateCodec.encode(series.state());
    alertBytes = series.alerts().encode();
    WarmSeries apart = new WarmSeries(wanted);
    apart.live(HISTORY);
    while (!SeriesParts.scored(apart.state())) {
      apart.next();
    }
    forecastParts = new ForecastParts(apart.state(), apart.model, apart.settings);
    parts =
        new SeriesParts(apart.state(), forecastParts.features().recipe(), forecastParts.points());
  }

  /** All of a record: states read, moved, forecast from, alerted of, written. */
  @Benchmark
  public Forecast whole() {
    series.read(bytes, alertBytes);
    Forecast forecast = series.next();
    series.alert();
    bytes = StateCodec.encode(series.state());
    alertBytes = series.alerts().encode();
    return forecast;
  }

  /** Moves the series by a value, and forecasts. */
  @Benchmark
  public Forecast observeAndForecast() {
    return series.next();
  }

  /** Level, scale, fingerprint. */
  @Benchmark
  public double scale() {
    return parts.scale();
  }

  /** Profile and second season. */
  @Benchmark
  public float[] profile() {
    return parts.profile();
  }

  /** The LSTM's step with its inputs. */
  @Benchmark
  public float[] lstm() {
    return forecastParts.lstm();
  }

  /** Head and highway with their regressors. */
  @Benchmark
  public float[] highway() {
    return forecastParts.points();
  }

  /** The last word of the series. */
  @Benchmark
  public float[] stack() {
    return parts.stack();
  }

  /** What the stack learns. */
  @Benchmark
  public double stackLearns() {
    return parts.learn();
  }

  /** What intervals and accuracy learn. */
  @Benchmark
  public double calibrationLearns() {
    return parts.score();
  }

  /** How wide the intervals are. */
  @Benchmark
  public float calibration() {
    return forecastParts.intervals();
  }

  /** Score, rate, kinds and life of the alerts. */
  @Benchmark
  public AlertState alert() {
    return series.alert();
  }

  /** Reads the state of the series. */
  @Benchmark
  public SeriesState decode() {
    return StateCodec.decode(bytes);
  }

  /** Writes it. */
  @Benchmark
  public byte[] encode() {
    return StateCodec.encode(series.state());
  }

  /** Reads the state of its alerts. */
  @Benchmark
  public AlertState decodeAlerts() {
    return AlertState.decode(alertBytes);
  }

  /** Writes it. */
  @Benchmark
  public byte[] encodeAlerts() {
    return series.alerts().encode();
  }
}
