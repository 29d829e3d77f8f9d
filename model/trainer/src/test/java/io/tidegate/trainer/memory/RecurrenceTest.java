package io.tidegate.trainer.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.kernel.lstm.LstmLayer;
import io.tidegate.trainer.network.NativeThreads;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RecurrenceTest {
  private static final int UNITS = 5;
  private static final int DISTANCE = 7;

  private final RecallTask.Batch batch = new RecallTask(DISTANCE, 11).next(3);

  @BeforeAll
  static void oneThread() {
    NativeThreads.use(1);
  }

  private INDArray inputs() {
    return Nd4j.create(
        batch.inputs(), new long[] {batch.steps(), batch.examples(), RecallTask.INPUTS}, 'c');
  }

  @Test
  void simpleRnnSaysWhatAPlainLoopSays() {
    PlainRecurrence plain = new PlainRecurrence(RecallTask.INPUTS, UNITS, 1, new Random(2));
    INDArray last = plain.forward(inputs());
    INDArray w = plain.parameters().get("0_W");
    INDArray u = plain.parameters().get("0_RW");
    for (int example = 0; example < batch.examples(); example++) {
      double[] hidden = new double[UNITS];
      for (int step = 0; step < batch.steps(); step++) {
        double[] next = new double[UNITS];
        for (int unit = 0; unit < UNITS; unit++) {
          double sum = plain.parameters().get("0_b").getDouble(unit);
          sum += w.getDouble(0, unit) * batch.value(step, example);
          sum += w.getDouble(1, unit) * (batch.marked(step, example) ? 1 : 0);
          for (int other = 0; other < UNITS; other++) {
            sum += u.getDouble(other, unit) * hidden[other];
          }
          next[unit] = Math.tanh(sum);
        }
        hidden = next;
      }
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(last.getDouble(example, unit)).isCloseTo(hidden[unit], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LstmRecurrence.Gates.class)
  void theLstmIsTheOneThatForecasts(LstmRecurrence.Gates gates) {
    LstmRecurrence lstm =
        new LstmRecurrence(RecallTask.INPUTS, UNITS, gates, DISTANCE, new Random(3));
    INDArray last = lstm.forward(inputs());
    Map<String, INDArray> parameters = lstm.parameters();
    LstmLayer kernel =
        new LstmLayer(
            RecallTask.INPUTS,
            UNITS,
            parameters.get("W").transpose().dup('c').data().asFloat(),
            parameters.get("U").transpose().dup('c').data().asFloat(),
            parameters.get("b").data().asFloat());
    for (int example = 0; example < batch.examples(); example++) {
      float[] hidden = new float[UNITS];
      float[] cell = new float[UNITS];
      for (int step = 0; step < batch.steps(); step++) {
        float[] x = {batch.value(step, example), batch.marked(step, example) ? 1 : 0};
        kernel.step(x, hidden, cell, new float[4 * UNITS]);
      }
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(last.getDouble(example, unit)).isCloseTo(hidden[unit], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theGradientIsTheSlopeOfTheLoss(Kind kind) {
    RecallNetwork network = kind.network(UNITS, DISTANCE, 4);
    RecallNetwork.Pass pass = network.pass(batch);
    float nudge = 1e-2f;
    network
        .parameters()
        .forEach(
            (name, parameter) -> {
              long last = parameter.length() - 1;
              double found = pass.byParameter().get(name).getDouble(last);
              float before = parameter.getFloat(last);
              parameter.putScalar(last, before + nudge);
              double above = network.score(batch).loss();
              parameter.putScalar(last, before - nudge);
              double below = network.score(batch).loss();
              parameter.putScalar(last, before);
              double slope = (above - below) / (2 * nudge);
              assertThat(found)
                  .as("%s by %s", kind, name)
                  .isCloseTo(slope, within(1e-3 + 0.01 * Math.abs(slope)));
            });
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theGradientByAnInputIsTheSlopeToo(Kind kind) {
    RecallNetwork network = kind.network(UNITS, DISTANCE, 5);
    INDArray byInput = network.pass(batch).byInput();
    float nudge = 1e-2f;
    for (int step : new int[] {0, 3, DISTANCE}) {
      int at = (step * batch.examples() + 1) * RecallTask.INPUTS;
      float before = batch.inputs()[at];
      batch.inputs()[at] = before + nudge;
      double above = network.score(batch).loss();
      batch.inputs()[at] = before - nudge;
      double below = network.score(batch).loss();
      batch.inputs()[at] = before;
      assertThat(byInput.getDouble(step, 1, 0))
          .as("%s at step %d", kind, step)
          .isCloseTo((above - below) / (2 * nudge), within(1e-3));
    }
  }
}
