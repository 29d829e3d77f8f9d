package io.tidegate.kernel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.kernel.TestModels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelCodecTest {
  private final byte[] bytes = ModelCodec.encode(TestModels.random(TestModels.SMALL, 1));

  @Test
  void aModelComesBackBitForBit() {
    Model model = ModelCodec.decode(bytes);
    assertThat(model.shape()).isEqualTo(TestModels.SMALL);
    assertThat(ModelCodec.encode(model)).isEqualTo(bytes);
  }

  @Test
  void theShippedModelHasTheStandardShape() {
    assertThat(ShippedModel.load().shape()).isEqualTo(ModelShape.STANDARD);
    assertThat(ModelCodec.encode(ShippedModel.load())).isEqualTo(ShippedModel.bytes());
  }

  @Test
  void everyTruncationIsRefused() {
    for (int size = 0; size < bytes.length; size += size < 64 ? 1 : 97) {
      byte[] truncated = Arrays.copyOf(bytes, size);
      assertThatThrownBy(() -> ModelCodec.decode(truncated))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void bytesAfterTheEndAreRefused() {
    assertThatThrownBy(() -> ModelCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessageContaining("found " + (bytes.length + 1));
  }

  @Test
  void otherBytesAreSaidToBeNoModel() {
    assertThatThrownBy(
            () ->
                ModelCodec.decode(
                    "date,value\n2020-01-01,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessageContaining("not a model");
  }

  @Test
  void anUnknownFormatActivationOrGateOrderIsNamed() {
    assertThatThrownBy(() -> ModelCodec.decode(with(4, (byte) 9)))
        .hasMessage("unknown model format 9, this version reads 1");
    assertThatThrownBy(() -> ModelCodec.decode(with(5, (byte) 9)))
        .hasMessageContaining("unknown activation functions 9");
    assertThatThrownBy(() -> ModelCodec.decode(with(6, (byte) 9)))
        .hasMessageContaining("unknown gate order 9");
  }

  @Test
  void absurdSizesAreRefusedBeforeAnythingIsAllocated() {
    for (int position : new int[] {8, 12, 16, 20}) {
      for (int size : new int[] {0, -1, Integer.MAX_VALUE}) {
        byte[] broken = bytes.clone();
        ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putInt(position, size);
        assertThatThrownBy(() -> ModelCodec.decode(broken))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("must be from");
      }
    }
  }

  @Test
  void aWeightThatIsNotFiniteIsRefused() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      byte[] broken = bytes.clone();
      ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 400, bad);
      assertThatThrownBy(() -> ModelCodec.decode(broken)).hasMessageContaining("expected a finite");
    }
  }

  @Test
  void randomDamageNeverEscapesAsAnythingElse() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = bytes.clone();
      for (int hit = 0; hit < 4; hit++) {
        damaged[random.nextInt(64)] = (byte) random.nextInt();
      }
      try {
        ModelCodec.decode(damaged);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void levelsMustBeSymmetricAroundOneHalf() {
    for (List<Float> levels :
        List.of(
            List.of(.1f, .9f),
            List.of(.1f, .5f, .8f),
            List.of(.9f, .5f, .1f),
            List.of(0f, .5f, 1f),
            List.of(Float.NaN, .5f, .9f))) {
      assertThatThrownBy(() -> new ModelShape(8, 1, 10, 10, levels))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0.5");
    }
  }

  private byte[] with(int position, byte value) {
    byte[] changed = bytes.clone();
    changed[position] = value;
    return changed;
  }
}
