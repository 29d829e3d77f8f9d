package io.tidegate.kernel.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
  private static final int INPUTS = 7;

  private static final float[] ODD_ONES = {
    0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 1e-40f
  };

  private final Arithmetic plain = new PlainArithmetic();

  @Test
  void theTestsRunWithTheVectorApi() {
    assertThat(Arithmetic.chosen()).hasToString(new VectorArithmetic().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 24, 48, 100, 128, 256, 300, 512})
  void sumsOverColumnsAreTheSameBitsByVectorsAndByPlainLoops(int rows) {
    Random random = new Random(rows);
    for (int count = 0; count < 20; count++) {
      float[] columns = gaussian(random, rows * (count + 3));
      float[] factors = gaussian(random, count);
      float[] sums = gaussian(random, rows);
      float[] byVectors = sums.clone();
      plain.add(columns, 2, factors, count, sums);
      new VectorArithmetic().add(columns, 2, factors, count, byVectors);
      assertThat(bits(byVectors)).containsExactly(bits(sums));
    }
  }

  @Test
  void aSumRunsOverTheColumnsInTheirOrder() {
    Random random = new Random(5);
    float[][] matrix = new float[300][];
    Arrays.setAll(matrix, row -> gaussian(random, 6));
    float[] factors = gaussian(random, 6);
    float[] sums = new float[300];
    plain.add(Arithmetic.columns(matrix), 0, factors, 6, sums);
    for (int row = 0; row < 300; row++) {
      float sum = 0;
      for (int j = 0; j < 6; j++) {
        sum = Math.fma(matrix[row][j], factors[j], sum);
      }
      assertThat(sums[row]).isEqualTo(sum);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 32, 64, 100})
  void gatesPassTheSameBitsByVectorsAndByPlainLoops(int units) {
    Random random = new Random(units);
    for (int round = 0; round < 200; round++) {
      float[] gates = gaussian(random, 4 * units);
      gates[random.nextInt(gates.length)] = ODD_ONES[round % ODD_ONES.length];
      float[] cell = gaussian(random, units);
      float[] hidden = new float[units];
      float[] cellByVectors = cell.clone();
      float[] hiddenByVectors = new float[units];
      plain.pass(gates, hidden, cell);
      new VectorArithmetic().pass(gates, hiddenByVectors, cellByVectors);
      assertThat(bits(cellByVectors)).containsExactly(bits(cell));
      assertThat(bits(hiddenByVectors)).containsExactly(bits(hidden));
    }
  }

  /** Vectors that the compiler of the JVM hands around are objects, at twice the time. */
  @Test
  void stepsByVectorsAllocateNothingOnceTheyAreCompiled() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LstmLayer layer = layer(new VectorArithmetic(), 64);
    float[] input = new float[INPUTS];
    float[] hidden = new float[64];
    float[] cell = new float[64];
    float[] gates = new float[256];
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    long allocated = Long.MAX_VALUE;
    while (allocated > 0 && System.nanoTime() < deadline) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int t = 0; t < 1_000; t++) {
        layer.step(input, hidden, cell, gates);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isZero();
  }

  /** The width is settled when a JVM starts, so each has one of its own. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void everyWidthOfVectorsGivesTheSameBits(int bytes) throws Exception {
    String expected = digest(plain);
    assertThat(digestOfAnotherJvm(bytes)).endsWith(expected);
  }

  private static String digestOfAnotherJvm(int bytes) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxVectorSize=" + bytes,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                ArithmeticTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).isZero();
    return printed.strip();
  }

  /** Prints the digest of many steps by vectors. */
  public static void main(String[] arguments) {
    System.out.println(digest(new VectorArithmetic()));
  }

  private static LstmLayer layer(Arithmetic arithmetic, int units) {
    Random random = new Random(units);
    return new LstmLayer(
        arithmetic,
        INPUTS,
        units,
        gaussian(random, 4 * units * INPUTS),
        gaussian(random, 4 * units * units),
        gaussian(random, 4 * units));
  }

  private static String digest(Arithmetic arithmetic) {
    int units = 44;
    LstmLayer layer = layer(arithmetic, units);
    Random random = new Random(11);
    float[] hidden = new float[units];
    float[] cell = new float[units];
    for (int t = 0; t < 500; t++) {
      layer.step(gaussian(random, INPUTS), hidden, cell, new float[4 * units]);
    }
    long digest = 17;
    for (int bits :
        IntStream.concat(IntStream.of(bits(hidden)), IntStream.of(bits(cell))).toArray()) {
      digest = 31 * digest + bits;
    }
    return Long.toHexString(digest);
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }
}
