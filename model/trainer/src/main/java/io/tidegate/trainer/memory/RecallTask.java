package io.tidegate.trainer.memory;

import java.util.Random;

/**
 * A number is shown at step 0 and asked for {@code distance} steps later; every step between shows
 * another that means nothing. Without the first step nothing better than guessing 0 is possible. A
 * sign would be too easy: a plain network that falls into one of two resting states keeps it, which
 * luck can find without any gradient. One thread; the same seed gives the same batches.
 *
 * <p>After the latching problem of Bengio, Simard and Frasconi, IEEE Transactions on Neural
 * Networks 5 (1994), with the marker of Hochreiter and Schmidhuber, Neural Computation 9 (1997).
 */
final class RecallTask {
  /** A value, and a marker that is 1 where the value counts and 0 elsewhere. */
  static final int INPUTS = 2;

  /** Makes the answers' variance 1. */
  static final float SCALE = (float) Math.sqrt(3);

  private final int distance;
  private final Random random;

  /** Numbers to be kept for {@code distance} steps. */
  RecallTask(int distance, long seed) {
    if (distance < 1) {
      throw new IllegalArgumentException("distance must be at least 1, found " + distance);
    }
    this.distance = distance;
    this.random = new Random(seed);
  }

  /** Examples of the task. */
  static final class Batch {
    private final int steps;
    private final float[] inputs;
    private final float[] answers;

    /** Takes the arrays over: [steps][examples][INPUTS], row-major, and [examples]. */
    private Batch(int steps, float[] inputs, float[] answers) {
      this.steps = steps;
      this.inputs = inputs;
      this.answers = answers;
    }

    /** One more than the distance. */
    int steps() {
      return steps;
    }

    /** How many. */
    int examples() {
      return answers.length;
    }

    /** The array itself: [steps][examples][INPUTS], row-major. */
    float[] inputs() {
      return inputs;
    }

    /** The array itself: [examples], the number times {@link #SCALE}. */
    float[] answers() {
      return answers;
    }

    /** The value shown to an example at a step. */
    float value(int step, int example) {
      return inputs[(step * examples() + example) * INPUTS];
    }

    /** Whether the value shown at a step counts. */
    boolean marked(int step, int example) {
      return inputs[(step * examples() + example) * INPUTS + 1] == 1;
    }
  }

  /** The next examples. */
  Batch next(int examples) {
    int steps = distance + 1;
    float[] inputs = new float[steps * examples * INPUTS];
    float[] answers = new float[examples];
    for (int example = 0; example < examples; example++) {
      float value = 2 * random.nextFloat() - 1;
      inputs[example * INPUTS] = value;
      answers[example] = SCALE * value;
      inputs[example * INPUTS + 1] = 1;
    }
    for (int i = examples * INPUTS; i < inputs.length; i += INPUTS) {
      inputs[i] = 2 * random.nextFloat() - 1;
    }
    return new Batch(steps, inputs, answers);
  }
}
