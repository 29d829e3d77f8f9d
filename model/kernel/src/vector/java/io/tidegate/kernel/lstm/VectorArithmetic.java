package io.tidegate.kernel.lstm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same by the Vector API. A lane holds one row or one unit, so the width of a vector has no say
 * in the order of a sum. Sums stay in registers over all columns, up to eight vectors of them at
 * once: fewer would wait for each other's multiply-adds, more would not fit.
 */
final class VectorArithmetic implements Arithmetic {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void add(float[] columns, int first, float[] factors, int count, float[] sums) {
    int rows = sums.length;
    int row = 0;
    for (; row + 8 * LANES <= rows; row += 8 * LANES) {
      addToEight(columns, first * rows + row, factors, count, sums, row);
    }
    for (; row + 3 * LANES <= rows; row += 3 * LANES) {
      addToThree(columns, first * rows + row, factors, count, sums, row);
    }
    for (; row + LANES <= rows; row += LANES) {
      addToOne(columns, first * rows + row, factors, count, sums, row);
    }
    for (; row < rows; row++) {
      float sum = sums[row];
      for (int j = 0; j < count; j++) {
        sum = Math.fma(columns[(first + j) * rows + row], factors[j], sum);
      }
      sums[row] = sum;
    }
  }

  private static void addToEight(
      float[] columns, int from, float[] factors, int count, float[] sums, int row) {
    FloatVector s0 = load(sums, row);
    FloatVector s1 = load(sums, row + LANES);
    FloatVector s2 = load(sums, row + 2 * LANES);
    FloatVector s3 = load(sums, row + 3 * LANES);
    FloatVector s4 = load(sums, row + 4 * LANES);
    FloatVector s5 = load(sums, row + 5 * LANES);
    FloatVector s6 = load(sums, row + 6 * LANES);
    FloatVector s7 = load(sums, row + 7 * LANES);
    for (int j = 0; j < count; j++) {
      int at = from + j * sums.length;
      FloatVector factor = FloatVector.broadcast(SPECIES, factors[j]);
      s0 = load(columns, at).fma(factor, s0);
      s1 = load(columns, at + LANES).fma(factor, s1);
      s2 = load(columns, at + 2 * LANES).fma(factor, s2);
      s3 = load(columns, at + 3 * LANES).fma(factor, s3);
      s4 = load(columns, at + 4 * LANES).fma(factor, s4);
      s5 = load(columns, at + 5 * LANES).fma(factor, s5);
      s6 = load(columns, at + 6 * LANES).fma(factor, s6);
      s7 = load(columns, at + 7 * LANES).fma(factor, s7);
    }
    s0.intoArray(sums, row);
    s1.intoArray(sums, row + LANES);
    s2.intoArray(sums, row + 2 * LANES);
    s3.intoArray(sums, row + 3 * LANES);
    s4.intoArray(sums, row + 4 * LANES);
    s5.intoArray(sums, row + 5 * LANES);
    s6.intoArray(sums, row + 6 * LANES);
    s7.intoArray(sums, row + 7 * LANES);
  }

  private static void addToThree(
      float[] columns, int from, float[] factors, int count, float[] sums, int row) {
    FloatVector s0 = load(sums, row);
    FloatVector s1 = load(sums, row + LANES);
    FloatVector s2 = load(sums, row + 2 * LANES);
    for (int j = 0; j < count; j++) {
      int at = from + j * sums.length;
      FloatVector factor = FloatVector.broadcast(SPECIES, factors[j]);
      s0 = load(columns, at).fma(factor, s0);
      s1 = load(columns, at + LANES).fma(factor, s1);
      s2 = load(columns, at + 2 * LANES).fma(factor, s2);
    }
    s0.intoArray(sums, row);
    s1.intoArray(sums, row + LANES);
    s2.intoArray(sums, row + 2 * LANES);
  }

  private static void addToOne(
      float[] columns, int from, float[] factors, int count, float[] sums, int row) {
    FloatVector sum = load(sums, row);
    for (int j = 0; j < count; j++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, factors[j]);
      sum = load(columns, from + j * sums.length).fma(factor, sum);
    }
    sum.intoArray(sums, row);
  }

  @Override
  public void pass(float[] gates, float[] hidden, float[] cell) {
    int units = hidden.length;
    int u = 0;
    for (; u + LANES <= units; u += LANES) {
      FloatVector input = sigmoid(load(gates, u));
      FloatVector forget = sigmoid(load(gates, units + u));
      FloatVector candidate = tanh(load(gates, 2 * units + u));
      FloatVector output = sigmoid(load(gates, 3 * units + u));
      FloatVector next = forget.fma(load(cell, u), input.mul(candidate));
      next.intoArray(cell, u);
      output.mul(tanh(next)).intoArray(hidden, u);
    }
    PlainArithmetic.pass(gates, hidden, cell, u);
  }

  /** {@link Activations#tanh}, operation by operation. */
  private static FloatVector tanh(FloatVector x) {
    FloatVector z = x.min(Activations.LIMIT).max(-Activations.LIMIT);
    FloatVector q = z.mul(z);
    FloatVector odd = FloatVector.broadcast(SPECIES, Activations.ODD_13);
    odd = odd.mul(q).add(Activations.ODD_11);
    odd = odd.mul(q).add(Activations.ODD_9);
    odd = odd.mul(q).add(Activations.ODD_7);
    odd = odd.mul(q).add(Activations.ODD_5);
    odd = odd.mul(q).add(Activations.ODD_3);
    odd = odd.mul(q).add(Activations.ODD_1);
    FloatVector even = FloatVector.broadcast(SPECIES, Activations.EVEN_6);
    even = even.mul(q).add(Activations.EVEN_4);
    even = even.mul(q).add(Activations.EVEN_2);
    even = even.mul(q).add(Activations.EVEN_0);
    return z.mul(odd).div(even).min(1).max(-1);
  }

  private static FloatVector sigmoid(FloatVector x) {
    return tanh(x.mul(0.5f)).mul(0.5f).add(0.5f);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  @Override
  public String toString() {
    return "vectors of " + LANES + " floats";
  }
}
