package io.tidegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Float32VectorTest {
  @Test
  void aVectorIsReadBackBitForBitWhateverItsValues() {
    Random random = new Random(1);
    for (int length = 0; length < 200; length++) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = Float.intBitsToFloat(random.nextInt());
      }
      assertThat(bits(Float32Vector.decode(Float32Vector.encode(values)))).isEqualTo(bits(values));
    }
  }

  @Test
  void theLowestByteComesFirst() {
    ByteBuffer bytes = Float32Vector.encode(new float[] {1f, -2f});
    byte[] found = new byte[bytes.remaining()];
    bytes.get(found);
    assertThat(found).containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0);
  }

  @Test
  void decodingLeavesPositionLimitAndOrderAsTheyWere() {
    ByteBuffer bytes = Float32Vector.encode(new float[] {1f, 2f, 3f});
    ByteBuffer view = bytes.duplicate().order(ByteOrder.BIG_ENDIAN).position(4).limit(8);
    assertThat(Float32Vector.decode(view)).containsExactly(2f);
    assertThat(view.position()).isEqualTo(4);
    assertThat(view.limit()).isEqualTo(8);
    assertThat(view.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(Float32Vector.decode(view)).containsExactly(2f);
  }

  @Test
  void changingTheArrayAfterwardsDoesNotChangeTheBytes() {
    float[] values = {1f};
    ByteBuffer bytes = Float32Vector.encode(values);
    values[0] = 9f;
    assertThat(Float32Vector.decode(bytes)).containsExactly(1f);
  }

  @Test
  void aSizeThatIsNoMultipleOfFourIsRefused() {
    assertThatThrownBy(() -> Float32Vector.decode(ByteBuffer.allocate(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a float32 vector has a multiple of 4 bytes, this has 7");
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
