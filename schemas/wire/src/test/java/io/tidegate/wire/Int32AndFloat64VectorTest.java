package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class Int32AndFloat64VectorTest {
  @Test
  void vectorsAreReadBackAsTheyWere() {
    double[] sums = {0, -0.0, 1e60, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};
    assertThat(Float64Vector.decode(Float64Vector.encode(sums))).isEqualTo(sums);
    int[] counts = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    assertThat(Int32Vector.decode(Int32Vector.encode(counts))).isEqualTo(counts);
  }

  @Test
  void theLowestByteComesFirst() {
    byte[] one = new byte[8];
    Float64Vector.encode(new double[] {1}).get(one);
    assertThat(one).containsExactly(0, 0, 0, 0, 0, 0, 0xF0, 0x3F);
    byte[] number = new byte[4];
    Int32Vector.encode(new int[] {258}).get(number);
    assertThat(number).containsExactly(2, 1, 0, 0);
  }

  @Test
  void decodingLeavesThePositionAsItWas() {
    ByteBuffer bytes = Int32Vector.encode(new int[] {1, 2});
    assertThat(Int32Vector.decode(bytes)).isEqualTo(Int32Vector.decode(bytes));
    ByteBuffer sums = Float64Vector.encode(new double[] {1, 2});
    assertThat(Float64Vector.decode(sums)).isEqualTo(Float64Vector.decode(sums));
  }

  @Test
  void aSizeThatIsNoWholeNumberOfElementsIsRefused() {
    assertThatThrownBy(() -> Float64Vector.decode(ByteBuffer.allocate(12)))
        .hasMessage("a float64 vector has a multiple of 8 bytes, this has 12");
    assertThatThrownBy(() -> Int32Vector.decode(ByteBuffer.allocate(7)))
        .hasMessage("an int32 vector has a multiple of 4 bytes, this has 7");
  }
}
