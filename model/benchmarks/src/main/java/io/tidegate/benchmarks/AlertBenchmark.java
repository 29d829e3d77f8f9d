package io.tidegate.benchmarks;

import io.tidegate.kernel.alert.AlertMonitor;
import io.tidegate.kernel.alert.AlertRules;
import io.tidegate.kernel.alert.AlertScore;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.alert.Expected;
import io.tidegate.kernel.alert.Notice;
import io.tidegate.kernel.alert.Reading;
import io.tidegate.kernel.alert.Surprise;
import io.tidegate.kernel.lstm.LstmLayer;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
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

/** What the alerts of one record cost beside the step of the LSTM that ships. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AlertBenchmark {
  private static final long STEP = 600_000;
  private static final int HISTORY = 5_000;
  private static final ZoneId ZONE = ZoneOffset.UTC;

  /** Of the series. */
  @Param({"standard", "lean"})
  public String size;

  private final AlertMonitor monitor = new AlertMonitor(ZONE);
  private final AlertRules rules = AlertRules.defaults();
  private AlertScore score;
  private AlertState state;
  private byte[] bytes;
  private LstmLayer lstm;
  private float[] input;
  private float[] hidden;
  private float[] cell;
  private float[] gates;
  private long slot;

  /** Warms one series up and checks that what is timed is right. */
  @Setup
  public void prepare() {
    score = new AlertScore(Size.of(size));
    state = AlertState.start();
    slot = 0;
    for (int i = 0; i < HISTORY; i++) {
      score();
      slot--;
      observe();
    }
    bytes = state.encode();
    byte[] reread = AlertState.decode(bytes).encode();
    require(Arrays.equals(bytes, reread), "a state that is read back is the same");
    require(score().score() > 0, "a warm series has scores");
    var weights = ShippedModel.load(Size.of(size)).layers().get(0);
    lstm =
        new LstmLayer(
            weights.inputs(),
            weights.units(),
            weights.inputWeights(),
            weights.recurrentWeights(),
            weights.bias());
    gates = new float[4 * weights.units()];
    input = new float[weights.inputs()];
    hidden = new float[weights.units()];
    cell = new float[weights.units()];
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("not so: " + what);
    }
  }

  private static double usual(long slot) {
    return 100 + 10 * Math.sin(slot * .0436);
  }

  private static Expected expected(long slot) {
    double point = usual(slot) + 3;
    return new Expected(point, point - 4, point + 4, 7);
  }

  private static double value(long slot) {
    return usual(slot) + slot * 7_919 % 61 * .1;
  }

  /** The score of one record, with all its detectors. */
  @Benchmark
  public Surprise score() {
    slot++;
    return score.take(slot * STEP, ZONE, value(slot), expected(slot));
  }

  /** All of a record's alerts: score, rate, kinds, life. */
  @Benchmark
  public List<Notice> observe() {
    slot++;
    return monitor.observe(
        state, rules, new Reading(slot, slot * STEP, value(slot), STEP, expected(slot)));
  }

  /** Reads the state of the alerts, and writes it. */
  @Benchmark
  public byte[] codec() {
    return AlertState.decode(bytes).encode();
  }

  /** For comparison: one step of the LSTM that ships. */
  @Benchmark
  public float[] lstmStep() {
    slot++;
    input[0] = (float) Math.sin(slot * .0436);
    lstm.step(input, hidden, cell, gates);
    return hidden;
  }
}
