package io.tidegate.kernel.lstm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
    int all = columns.length / sums.length;
    for (int top = 0; top < sums.length; top += BLOCK) {
      int rows = Math.min(BLOCK, sums.length - top);
      addToBlock(columns, top * all + first * rows, rows, factors, count, sums, top);
    }
  }

  private static void addToBlock(
      float[] columns, int from, int rows, float[] factors, int count, float[] sums, int top) {
    int row = 0;
    for (; row + 8 * LANES <= rows; row += 8 * LANES) {
      addToEight(columns, from + row, rows, factors, count, sums, top + row);
    }
    for (; row + 3 * LANES <= rows; row += 3 * LANES) {
      addToThree(columns, from + row, rows, factors, count, sums, top + row);
    }
    for (; row + LANES <= rows; row += LANES) {
      addToOne(columns, from + row, rows, factors, count, sums, top + row);
    }
    for (; row < rows; row++) {
      float sum = sums[top + row];
      for (int j = 0; j < count; j++) {
        sum = Math.fma(columns[from + j * rows + row], factors[j], sum);
      }
      sums[top + row] = sum;
    }
  }

  private static void addToEight(
      float[] columns, int from, int rows, float[] factors, int count, float[] sums, int row) {
    FloatVector s0 = load(sums, row);
    FloatVector s1 = load(sums, row + LANES);
    FloatVector s2 = load(sums, row + 2 * LANES);
    FloatVector s3 = load(sums, row + 3 * LANES);
    FloatVector s4 = load(sums, row + 4 * LANES);
    FloatVector s5 = load(sums, row + 5 * LANES);
    FloatVector s6 = load(sums, row + 6 * LANES);
    FloatVector s7 = load(sums, row + 7 * LANES);
    for (int j = 0; j < count; j++) {
      int at = from + j * rows;
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
      float[] columns, int from, int rows, float[] factors, int count, float[] sums, int row) {
    FloatVector s0 = load(sums, row);
    FloatVector s1 = load(sums, row + LANES);
    FloatVector s2 = load(sums, row + 2 * LANES);
    for (int j = 0; j < count; j++) {
      int at = from + j * rows;
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
      float[] columns, int from, int rows, float[] factors, int count, float[] sums, int row) {
    FloatVector sum = load(sums, row);
    for (int j = 0; j < count; j++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, factors[j]);
      sum = load(columns, from + j * rows).fma(factor, sum);
    }
    sum.intoArray(sums, row);
  }

  @Override
  public void pass(float[] gates, float[] hidden, float[] cell) {
    int units = hidden.length;
    tanh(gates);
    int u = 0;
    for (; u + LANES <= units; u += LANES) {
      FloatVector input = sigmoid(load(gates, u));
      FloatVector forget = sigmoid(load(gates, units + u));
      FloatVector next = forget.fma(load(cell, u), input.mul(load(gates, 2 * units + u)));
      next.intoArray(cell, u);
      next.intoArray(hidden, u);
    }
    for (; u < units; u++) {
      float input = 0.5f + 0.5f * gates[u];
      float forget = 0.5f + 0.5f * gates[units + u];
      cell[u] = Math.fma(forget, cell[u], input * gates[2 * units + u]);
      hidden[u] = cell[u];
    }
    tanh(hidden);
    for (u = 0; u + LANES <= units; u += LANES) {
      sigmoid(load(gates, 3 * units + u)).mul(load(hidden, u)).intoArray(hidden, u);
    }
    for (; u < units; u++) {
      hidden[u] = (0.5f + 0.5f * gates[3 * units + u]) * hidden[u];
    }
  }

  /** From the tanh of half the argument. */
  private static FloatVector sigmoid(FloatVector tanhOfHalf) {
    return tanhOfHalf.mul(0.5f).add(0.5f);
  }

  /**
   * {@link Activations#tanh}, operation by operation. The bounds are kept by comparisons, which
   * leave NaN alone as {@link Math#min} does and cost less.
   *
   * <p>Written out in one method, which is too long to be taken into another: a method into which
   * the JVM's compiler takes more operations than it can hold hands vectors around as objects.
   */
  private static void tanh(float[] values) {
    int at = 0;
    for (; at + LANES <= values.length; at += LANES) {
      FloatVector z = FloatVector.fromArray(SPECIES, values, at);
      z = z.blend(Activations.LIMIT, z.compare(VectorOperators.GT, Activations.LIMIT));
      z = z.blend(-Activations.LIMIT, z.compare(VectorOperators.LT, -Activations.LIMIT));
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
      FloatVector y = z.mul(odd).div(even);
      y = y.blend(1f, y.compare(VectorOperators.GT, 1f));
      y = y.blend(-1f, y.compare(VectorOperators.LT, -1f));
      y.intoArray(values, at);
    }
    for (; at < values.length; at++) {
      float z = Math.max(-Activations.LIMIT, Math.min(Activations.LIMIT, values[at]));
      float q = z * z;
      float odd = Activations.ODD_13 * q + Activations.ODD_11;
      odd = odd * q + Activations.ODD_9;
      odd = odd * q + Activations.ODD_7;
      odd = odd * q + Activations.ODD_5;
      odd = odd * q + Activations.ODD_3;
      odd = odd * q + Activations.ODD_1;
      float even = Activations.EVEN_6 * q + Activations.EVEN_4;
      even = even * q + Activations.EVEN_2;
      even = even * q + Activations.EVEN_0;
      values[at] = Math.max(-1f, Math.min(1f, z * odd / even));
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  @Override
  public String toString() {
    return "vectors of " + LANES + " floats";
  }
}
