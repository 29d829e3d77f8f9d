package io.tidegate.trainer.memory;

import io.tidegate.trainer.network.GradientClip;
import io.tidegate.trainer.network.GradientNorm;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/** Moves a network's parameters down its gradient. One thread, one network. */
final class Descent {
  private final IUpdater rule;
  private final GradientClip clip;
  private final Map<String, GradientUpdater<?>> updaters = new HashMap<>();
  private int updates;

  /** Clips gradients whose norm is over {@code threshold}; never, where it is infinite. */
  Descent(IUpdater rule, double threshold) {
    this.rule = rule;
    this.clip = new GradientClip(GradientNorm.L2, threshold);
  }

  /**
   * One update; the gradients are overwritten.
   *
   * @return the norm of the gradient before clipping
   * @throws ArithmeticException if it is not finite
   */
  double update(Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
    double norm = clip.apply(gradients.values());
    parameters.forEach(
        (name, parameter) -> {
          INDArray step = gradients.get(name);
          updaters.computeIfAbsent(name, key -> updater(parameter)).applyUpdater(step, updates, 0);
          parameter.subi(step);
        });
    updates++;
    return norm;
  }

  private GradientUpdater<?> updater(INDArray parameter) {
    long memory = rule.stateSize(parameter.length());
    INDArray state = memory == 0 ? null : Nd4j.zeros(parameter.dataType(), 1, memory);
    return rule.instantiate(state, true);
  }
}
