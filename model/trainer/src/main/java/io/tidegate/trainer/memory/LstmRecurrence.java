package io.tidegate.trainer.memory;

import io.tidegate.trainer.network.LstmOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Deeplearning4j's LSTM operation, with the equations that this project trains. One thread. */
final class LstmRecurrence implements Recurrence {
  private final int units;
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();
  private INDArray[] inputs;

  /** How the gates stand before anything is learnt. */
  enum Gates {
    /** Forget bias 1, as the forecaster's own training starts: about 73 % is kept at a step. */
    AJAR {
      @Override
      double forgetBias(int distance, Random random) {
        return 1;
      }

      @Override
      double inputBias(double forgetBias) {
        return 0;
      }
    },

    /**
     * The unit's time to forget spread evenly over the distances of the task, {@code b_f =
     * log(uniform(1, N - 1)), b_i = -b_f}. Source: Tallec and Ollivier, "Can recurrent neural
     * networks warp time?", ICLR 2018.
     */
    CHRONO {
      @Override
      double forgetBias(int distance, Random random) {
        return Math.log(1 + random.nextDouble() * Math.max(1, distance - 2));
      }

      @Override
      double inputBias(double forgetBias) {
        return -forgetBias;
      }
    };

    abstract double forgetBias(int distance, Random random);

    abstract double inputBias(double forgetBias);
  }

  /** Starts with Gaussian weights; {@code distance} is the N of {@link Gates#CHRONO}. */
  LstmRecurrence(int inputs, int units, Gates gates, int distance, Random random) {
    this.units = units;
    parameters.put("W", Start.gaussian(random, inputs, 4 * units, 1 / Math.sqrt(inputs)));
    parameters.put("U", Start.gaussian(random, units, 4 * units, 1 / Math.sqrt(units)));
    float[] bias = new float[4 * units];
    for (int unit = 0; unit < units; unit++) {
      double forget = gates.forgetBias(distance, random);
      bias[unit] = (float) gates.inputBias(forget);
      bias[units + unit] = (float) forget;
    }
    parameters.put("b", Nd4j.createFromArray(bias));
  }

  @Override
  public INDArray forward(INDArray x) {
    long steps = x.size(0);
    long examples = x.size(1);
    inputs =
        new INDArray[] {
          x,
          parameters.get("W"),
          parameters.get("U"),
          parameters.get("b"),
          zeros(examples, units),
          zeros(examples, units)
        };
    INDArray[] outputs = {
      zeros(steps, examples, units), zeros(examples, units), zeros(examples, units)
    };
    LstmOps.forward(inputs, outputs);
    return outputs[1];
  }

  @Override
  public Backward backward(INDArray byLast) {
    long steps = inputs[0].size(0);
    INDArray byHidden = zeros(steps, byLast.size(0), units);
    byHidden.get(NDArrayIndex.point(steps - 1)).assign(byLast);
    INDArray[] all = java.util.Arrays.copyOf(inputs, inputs.length + 1);
    all[inputs.length] = byHidden;
    INDArray[] outputs = new INDArray[inputs.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = zeros(inputs[i].shape());
    }
    LstmOps.backward(all, outputs);
    Map<String, INDArray> byParameter = new LinkedHashMap<>();
    byParameter.put("W", outputs[1]);
    byParameter.put("U", outputs[2]);
    byParameter.put("b", outputs[3]);
    return new Backward(byParameter, outputs[0]);
  }

  private static INDArray zeros(long... sizes) {
    return Nd4j.zeros(DataType.FLOAT, sizes);
  }

  @Override
  public Map<String, INDArray> parameters() {
    return parameters;
  }

  @Override
  public int units() {
    return units;
  }
}
