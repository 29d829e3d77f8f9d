package io.tidegate.trainer.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recurrent layer and a linear head on its last hidden vector; the loss is the mean squared error
 * of the answer, so that guessing nothing, 0, costs 1. The head is the same for every kind of
 * layer. One thread.
 */
final class RecallNetwork {
  private final Recurrence recurrence;

  /** [units][1]. */
  private final INDArray head;

  /** [1]. */
  private final INDArray bias = Nd4j.createFromArray(new float[] {0});

  /** Puts a head on a layer. */
  RecallNetwork(Recurrence recurrence, Random random) {
    this.recurrence = recurrence;
    int units = recurrence.units();
    this.head = Start.gaussian(random, units, 1, 1 / Math.sqrt(units));
  }

  /** Every array that is learnt. */
  Map<String, INDArray> parameters() {
    Map<String, INDArray> all = new LinkedHashMap<>(recurrence.parameters());
    all.put("head", head);
    all.put("headBias", bias);
    return all;
  }

  /** The loss of a batch, its gradients by {@link #parameters}, and those by its inputs. */
  record Pass(double loss, Map<String, INDArray> byParameter, INDArray byInput) {}

  /** Forwards and backwards. */
  Pass pass(RecallTask.Batch batch) {
    INDArray last = recurrence.forward(inputs(batch));
    INDArray error = said(last).subi(answers(batch));
    double loss = error.mul(error).meanNumber().doubleValue();
    INDArray byOutput = error.muli(2.0 / batch.examples());
    Recurrence.Backward back = recurrence.backward(byOutput.mmul(head.transpose()));
    Map<String, INDArray> gradients = new LinkedHashMap<>(back.byParameter());
    gradients.put("head", last.transpose().mmul(byOutput));
    gradients.put("headBias", byOutput.sum(0));
    return new Pass(loss, gradients, back.byInput());
  }

  /** How well it answers: the loss, and the share of right signs. */
  record Score(double loss, double accuracy) {}

  /** Forwards only. */
  Score score(RecallTask.Batch batch) {
    float[] said = said(recurrence.forward(inputs(batch))).data().asFloat();
    double loss = 0;
    int right = 0;
    for (int i = 0; i < said.length; i++) {
      double error = said[i] - batch.answers()[i];
      loss += error * error / said.length;
      right += said[i] * batch.answers()[i] > 0 ? 1 : 0;
    }
    return new Score(loss, (double) right / said.length);
  }

  private INDArray said(INDArray last) {
    return last.mmul(head).addi(bias.getFloat(0)).dup('c');
  }

  private static INDArray inputs(RecallTask.Batch batch) {
    return Nd4j.create(
        batch.inputs(), new long[] {batch.steps(), batch.examples(), RecallTask.INPUTS}, 'c');
  }

  private static INDArray answers(RecallTask.Batch batch) {
    return Nd4j.create(batch.answers(), new long[] {batch.examples(), 1}, 'c');
  }
}
