package io.tidegate.benchmarks;

import io.tidegate.kernel.lstm.LstmLayer;
import java.util.Random;
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

/** One step of an LSTM layer beside what the machine could do at best with as many weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 25, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
  static final int INPUTS = 7;
  private static final int STEPS = 200;
  private static final double TOLERANCE = 1e-4;

  /** Of the layer. */
  @Param({"16", "32", "64", "128"})
  public int units;

  private final MachineLimit limit = MachineLimit.ofVectors();
  private final float[] input = new float[INPUTS];
  private LstmLayer layer;
  private float[] weights;
  private float[] hidden;
  private float[] cell;
  private float[] gates;
  private float factor;

  /** Makes a layer of small random weights and checks its steps against textbook arithmetic. */
  @Setup
  public void prepare() {
    Random random = new Random(units);
    float[] inputWeights = gaussian(random, 4 * units * INPUTS);
    float[] recurrentWeights = gaussian(random, 4 * units * units);
    float[] bias = gaussian(random, 4 * units);
    layer = new LstmLayer(INPUTS, units, inputWeights, recurrentWeights, bias);
    weights = gaussian(random, weights(units));
    hidden = new float[units];
    cell = new float[units];
    gates = new float[4 * units];
    factor = .5f;
    TextbookStep textbook = new TextbookStep(inputWeights, recurrentWeights, bias);
    for (int i = 0; i < STEPS; i++) {
      input[0] = -hidden[0];
      double[] expected = textbook.hidden(input, hidden, cell);
      step();
      for (int u = 0; u < units; u++) {
        Checks.require(
            Math.abs(expected[u] - hidden[u]) < TOLERANCE, "a step is what the textbook says");
      }
    }
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (.1 * random.nextGaussian());
    }
    return values;
  }

  /** Weights of a layer, which are its multiply-adds in one step. */
  static int weights(int units) {
    return (INPUTS + units) * 4 * units;
  }

  /** Moves hidden and cell by one row. */
  @Benchmark
  public float[] step() {
    input[0] = -hidden[0];
    layer.step(input, hidden, cell, gates);
    return hidden;
  }

  /** The multiply-adds of a register-resident loop: {@link MachineLimit#MULTIPLY_ADDS}. */
  @Benchmark
  public float registers() {
    return limit.multiplyAdds(factor);
  }

  /** Reads as many weights as the step does. */
  @Benchmark
  public float read() {
    return limit.read(weights);
  }
}
