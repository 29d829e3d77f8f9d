package io.tidegate.trainer.fit;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.series.SeriesState;

/** What a model's LSTM and head say about every step ahead, without the highway. Thread-safe. */
final class LstmPart {
  private final int horizon;
  private final int units;
  private final float[] head;
  private final float[] bias;

  LstmPart(Model model) {
    this.horizon = model.shape().horizon();
    this.units = model.shape().units();
    this.head = model.head();
    this.bias = model.headBias();
  }

  /**
   * Says it.
   *
   * @param out [horizon], in units of the scale
   */
  void of(SeriesState state, float[] out) {
    float[] hidden = state.recurrent().hidden(state.recurrent().layers() - 1);
    for (int h = 0; h < horizon; h++) {
      float sum = bias[h];
      for (int unit = 0; unit < units; unit++) {
        sum = Math.fma(head[h * units + unit], hidden[unit], sum);
      }
      out[h] = sum;
    }
  }
}
