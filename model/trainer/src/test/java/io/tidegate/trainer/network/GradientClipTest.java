package io.tidegate.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientClipTest {
  private final INDArray first = Nd4j.createFromArray(3f, 0f);
  private final INDArray second = Nd4j.createFromArray(0f, -4f);

  @Test
  void aGradientOverTheThresholdIsScaledBackToItAsAWholeAndCounted() {
    GradientClip clip = new GradientClip(GradientNorm.L2, 1);
    assertThat(clip.apply(List.of(first, second))).isCloseTo(5, within(1e-6));
    assertThat(first.toFloatVector()).containsExactly(new float[] {0.6f, 0f}, within(1e-6f));
    assertThat(second.toFloatVector()).containsExactly(new float[] {0f, -0.8f}, within(1e-6f));
    assertThat(clip.clipped()).isEqualTo(1);
  }

  @Test
  void aGradientUnderTheThresholdStaysAsItIs() {
    GradientClip clip = new GradientClip(GradientNorm.L2, 5.1);
    clip.apply(List.of(first, second));
    assertThat(first.toFloatVector()).containsExactly(3f, 0f);
    assertThat(second.toFloatVector()).containsExactly(0f, -4f);
    assertThat(clip.clipped()).isZero();
  }

  @Test
  void theNormCanBeTheLargestValue() {
    GradientClip clip = new GradientClip(GradientNorm.MAX, 2);
    assertThat(clip.apply(List.of(first, second))).isCloseTo(4, within(1e-6));
    assertThat(second.toFloatVector()).containsExactly(new float[] {0f, -2f}, within(1e-6f));
    assertThat(first.toFloatVector()).containsExactly(new float[] {1.5f, 0f}, within(1e-6f));
  }

  @Test
  void aGradientThatIsNotFiniteIsRefused() {
    GradientClip clip = new GradientClip(GradientNorm.L2, 1);
    INDArray broken = Nd4j.createFromArray(1f, Float.NaN);
    assertThatThrownBy(() -> clip.apply(List.of(broken)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("finite");
  }
}
