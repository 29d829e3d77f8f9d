package io.tidegate.benchmarks;

import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ForecastDescriptor;
import com.amazon.randomcutforest.parkservices.RCFCaster;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.tidegate.kernel.forecast.Forecast;
import io.tidegate.kernel.model.Size;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the next value of one warm series costs here and with others, each on the same values:
 *
 * <ul>
 *   <li>observe and forecast {@value #HORIZON} steps with intervals, by version 0;
 *   <li>RCFCaster (Random Cut Forest, Java) with the same horizon, 50 trees of 256 samples,
 *       shingles of 8;
 *   <li>ThresholdedRandomCutForest of the same size, which scores and does not forecast;
 *   <li>Deeplearning4j's {@code rnnTimeStep} of an LSTM of the same units and outputs, without
 *       scaling, intervals, or a state of each series' own.
 * </ul>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PeersBenchmark {
  static final int HORIZON = 48;
  private static final int HISTORY = 1_000;
  private static final int TREES = 50;
  private static final int SAMPLES = 256;
  private static final int SHINGLE = 8;
  private static final int INPUTS = 7;
  private static final int UNITS = 64;

  static RCFCaster caster() {
    return RCFCaster.builder()
        .dimensions(SHINGLE)
        .shingleSize(SHINGLE)
        .numberOfTrees(TREES)
        .sampleSize(SAMPLES)
        .forecastHorizon(HORIZON)
        .randomSeed(1)
        .build();
  }

  static ThresholdedRandomCutForest thresholded() {
    return ThresholdedRandomCutForest.builder()
        .dimensions(SHINGLE)
        .shingleSize(SHINGLE)
        .numberOfTrees(TREES)
        .sampleSize(SAMPLES)
        .forestMode(ForestMode.STANDARD)
        .randomSeed(1)
        .build();
  }

  /** Ours. */
  @State(Scope.Thread)
  public static class Tidegate {
    private final WarmSeries series = new WarmSeries(Size.STANDARD);

    /** Warms the series up. */
    @Setup
    public void prepare() {
      series.live(HISTORY);
      Forecast forecast = series.next();
      Checks.require(forecast.horizon() == HORIZON, "the horizon is " + HORIZON);
      Checks.require(Double.isFinite(forecast.point(HORIZON)), "forecasts are finite");
    }
  }

  /** RCFCaster. */
  @State(Scope.Thread)
  public static class Caster {
    private final RCFCaster forest = caster();
    private long slot;

    /** Warms the forest up. */
    @Setup
    public void prepare() {
      for (int i = 0; i < HISTORY; i++) {
        next();
      }
      float[] ahead = next().getTimedForecast().rangeVector.values;
      Checks.require(ahead.length == HORIZON, "the horizon is " + HORIZON);
      Checks.require(Float.isFinite(ahead[HORIZON - 1]), "forecasts are finite");
    }

    private ForecastDescriptor next() {
      return forest.process(new double[] {WarmSeries.value(slot)}, slot++);
    }
  }

  /** ThresholdedRandomCutForest. */
  @State(Scope.Thread)
  public static class Thresholded {
    private final ThresholdedRandomCutForest forest = thresholded();
    private long slot;

    /** Warms the forest up. */
    @Setup
    public void prepare() {
      for (int i = 0; i < HISTORY; i++) {
        next();
      }
      Checks.require(next().getRCFScore() > 0, "a warm forest scores");
    }

    private AnomalyDescriptor next() {
      return forest.process(new double[] {WarmSeries.value(slot)}, slot++);
    }
  }

  /** Deeplearning4j. */
  @State(Scope.Thread)
  public static class Network {
    private MultiLayerNetwork network;
    private final float[] input = new float[INPUTS];
    private long slot;

    /** Makes a network of random weights. */
    @Setup
    public void prepare() {
      network =
          new MultiLayerNetwork(
              new NeuralNetConfiguration.Builder()
                  .seed(1)
                  .dataType(DataType.FLOAT)
                  .list()
                  .layer(new LSTM.Builder().nIn(INPUTS).nOut(UNITS).build())
                  .layer(
                      new RnnOutputLayer.Builder(LossFunction.MSE)
                          .nIn(UNITS)
                          .nOut(HORIZON)
                          .activation(Activation.IDENTITY)
                          .build())
                  .build());
      network.init();
      // More threads than one cost a single step more than they bring.
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      INDArray first = next().dup();
      Checks.require(first.length() == HORIZON, "there are " + HORIZON + " outputs");
      Checks.require(!first.equals(next()), "the network keeps a state");
    }

    private INDArray next() {
      input[0] = (float) (WarmSeries.value(slot++) - 100) / 10;
      return network.rnnTimeStep(Nd4j.createFromArray(input).reshape(1, INPUTS));
    }
  }

  /** Observes a value and forecasts. */
  @Benchmark
  public Forecast tidegate(Tidegate tidegate) {
    return tidegate.series.next();
  }

  /** Processes a value and forecasts. */
  @Benchmark
  public ForecastDescriptor rcfCaster(Caster caster) {
    return caster.next();
  }

  /** Scores a value. */
  @Benchmark
  public AnomalyDescriptor thresholdedRandomCutForest(Thresholded thresholded) {
    return thresholded.next();
  }

  /** Steps. */
  @Benchmark
  public INDArray rnnTimeStep(Network network) {
    return network.next();
  }
}
