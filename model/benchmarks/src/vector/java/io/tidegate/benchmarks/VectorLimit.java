package io.tidegate.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Eight vectors at a time, so that none waits for the one before. */
final class VectorLimit implements MachineLimit {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROUNDS = MULTIPLY_ADDS / (8 * LANES);

  @Override
  public float multiplyAdds(float factor) {
    FloatVector by = FloatVector.broadcast(SPECIES, factor);
    FloatVector s0 = by.mul(1);
    FloatVector s1 = by.mul(2);
    FloatVector s2 = by.mul(3);
    FloatVector s3 = by.mul(4);
    FloatVector s4 = by.mul(5);
    FloatVector s5 = by.mul(6);
    FloatVector s6 = by.mul(7);
    FloatVector s7 = by.mul(8);
    for (int round = 0; round < ROUNDS; round++) {
      s0 = s0.fma(by, by);
      s1 = s1.fma(by, by);
      s2 = s2.fma(by, by);
      s3 = s3.fma(by, by);
      s4 = s4.fma(by, by);
      s5 = s5.fma(by, by);
      s6 = s6.fma(by, by);
      s7 = s7.fma(by, by);
    }
    FloatVector sum = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7);
    return sum.reduceLanes(VectorOperators.ADD);
  }

  @Override
  public float read(float[] values) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int pieces = values.length / (8 * LANES);
    for (int piece = 0; piece < pieces; piece++) {
      int at = piece * 8 * LANES;
      s0 = s0.add(FloatVector.fromArray(SPECIES, values, at));
      s1 = s1.add(FloatVector.fromArray(SPECIES, values, at + LANES));
      s2 = s2.add(FloatVector.fromArray(SPECIES, values, at + 2 * LANES));
      s3 = s3.add(FloatVector.fromArray(SPECIES, values, at + 3 * LANES));
      s4 = s4.add(FloatVector.fromArray(SPECIES, values, at + 4 * LANES));
      s5 = s5.add(FloatVector.fromArray(SPECIES, values, at + 5 * LANES));
      s6 = s6.add(FloatVector.fromArray(SPECIES, values, at + 6 * LANES));
      s7 = s7.add(FloatVector.fromArray(SPECIES, values, at + 7 * LANES));
    }
    FloatVector sum = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7);
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
