package io.tidegate.trainer.fit;

import com.sun.management.OperatingSystemMXBean;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelShape;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Measures the training loop of a fit itself, on made series: lanes filled, forwards, backwards,
 * clip and update. One thread, nothing else in the process beside it.
 *
 * @param lanes sequences side by side
 * @param steps rows of a batch
 * @param batches measured, after as many that were not
 * @param seconds by the clock
 * @param cpuSeconds of the whole process, what the JIT compiler used among them
 * @param firstLoss of the first batch of all
 * @param lastLoss of the last one
 */
public record TrainingSpeed(
    int lanes,
    int steps,
    int batches,
    double seconds,
    double cpuSeconds,
    double firstLoss,
    double lastLoss) {
  private static final int SERIES = 8;
  private static final int ROWS = 3_000;

  /**
   * Trains weights that have learnt nothing on waves with noise.
   *
   * @param progress told of every batch
   * @throws FitFailedException if the loss did not fall to less than half of where it began, so
   *     that what was measured was no training
   */
  public static TrainingSpeed of(
      ModelShape shape, LaneSettings lanes, int batches, FitProgress progress) {
    FitSettings settings =
        new FitSettings(
            FitSettings.STANDARD.forecaster(),
            lanes,
            FitSettings.STANDARD.norm(),
            FitSettings.STANDARD.threshold(),
            2e-3,
            FitSettings.STANDARD.lastRate(),
            FitSettings.STANDARD.decay(),
            2 * batches,
            Double.MAX_VALUE,
            FitSettings.STANDARD.ridge(),
            FitSettings.STANDARD.priorRows(),
            FitSettings.STANDARD.heldBack(),
            FitSettings.STANDARD.heldBackMost());
    Clock clock = new Clock(batches, progress);
    new LstmTraining(settings, clock).train(untrained(shape), waves(shape), 1);
    return clock.read(lanes);
  }

  /** Steps of a sequence in a second. */
  public double stepsPerSecond() {
    return batches * (double) lanes * steps / seconds;
  }

  /** Steps of a sequence in a second of one core, whatever else the cores did. */
  public double stepsPerCpuSecond() {
    return batches * (double) lanes * steps / cpuSeconds;
  }

  private static Model untrained(ModelShape shape) {
    SplittableRandom random = new SplittableRandom(1);
    float[] spread = new float[shape.horizon()];
    Arrays.fill(spread, 1f);
    return new Model(
        shape,
        InitialLstm.layers(shape, random),
        InitialLstm.head(shape, random),
        new float[shape.horizon() * shape.regressors()],
        new float[shape.horizon()],
        spread);
  }

  /** Inputs are noise around the wave's two coordinates, targets the wave ahead. */
  private static List<Run> waves(ModelShape shape) {
    SplittableRandom random = new SplittableRandom(2);
    List<Run> runs = new ArrayList<>();
    for (int series = 0; series < SERIES; series++) {
      float[] inputs = new float[ROWS * ModelShape.INPUTS];
      float[] targets = new float[ROWS * shape.horizon()];
      float[] weights = new float[ROWS];
      Arrays.fill(weights, 1f);
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < ModelShape.INPUTS; i++) {
          double phase = angle(row) + (i % 2) * Math.PI / 2;
          inputs[row * ModelShape.INPUTS + i] =
              (float) (Math.sin(phase) + 0.1 * random.nextGaussian());
        }
        for (int h = 0; h < shape.horizon(); h++) {
          targets[row * shape.horizon() + h] = (float) Math.sin(angle(row + h + 1));
        }
      }
      runs.add(new Run(ROWS, inputs, targets, weights));
    }
    return runs;
  }

  private static double angle(int row) {
    return row * 2 * Math.PI / 24;
  }

  /** Reads the clocks after the warm-up and after the last batch. */
  private static final class Clock implements FitProgress {
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final int warmUp;
    private final FitProgress progress;
    private long start;
    private long cpuStart;
    private long end;
    private long cpuEnd;
    private double firstLoss;
    private double lastLoss;

    Clock(int warmUp, FitProgress progress) {
      this.warmUp = warmUp;
      this.progress = progress;
    }

    @Override
    public void batch(int batch, int batches, double loss) {
      if (batch == 1) {
        firstLoss = loss;
      }
      if (batch == batches) {
        end = System.nanoTime();
        cpuEnd = system.getProcessCpuTime();
        lastLoss = loss;
      }
      progress.batch(batch, batches, loss);
      if (batch == warmUp) {
        start = System.nanoTime();
        cpuStart = system.getProcessCpuTime();
      }
    }

    TrainingSpeed read(LaneSettings lanes) {
      if (!(lastLoss < firstLoss / 2)) {
        throw new FitFailedException(
            String.format(
                java.util.Locale.ROOT,
                "the loss went from %.3f to %.3f, expected less than half: nothing was learnt, so"
                    + " nothing is measured; give more --batches",
                firstLoss,
                lastLoss),
            null);
      }
      return new TrainingSpeed(
          lanes.lanes(),
          lanes.steps(),
          warmUp,
          (end - start) / 1e9,
          (cpuEnd - cpuStart) / 1e9,
          firstLoss,
          lastLoss);
    }
  }
}
