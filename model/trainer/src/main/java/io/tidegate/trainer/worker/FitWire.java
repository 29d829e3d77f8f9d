package io.tidegate.trainer.worker;

import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.ModelShape;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.Part;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.trainer.fit.BlockLoss;
import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.FitSettings;
import io.tidegate.trainer.fit.LaneSettings;
import io.tidegate.trainer.fit.Score;
import io.tidegate.trainer.fit.SeriesData;
import io.tidegate.trainer.network.GradientNorm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Requests and results between the two processes, of one build always, as plain fields in order.
 */
final class FitWire {
  private FitWire() {}

  static void writeRequest(FitRequest request, DataOutputStream out) throws IOException {
    writeModel(request.parent(), out);
    writeSettings(request.settings(), out);
    out.writeLong(request.seed());
    writeShape(request.shape(), out);
    out.writeInt(request.series().size());
    for (SeriesData one : request.series()) {
      out.writeUTF(one.key());
      writeSeries(one.settings(), out);
      out.writeInt(one.observations().size());
      for (Observation observation : one.observations()) {
        out.writeLong(observation.offset());
        out.writeLong(observation.time());
        out.writeDouble(observation.value());
      }
    }
  }

  static FitRequest readRequest(DataInputStream in) throws IOException {
    Model parent = readModel(in);
    FitSettings settings = readSettings(in);
    long seed = in.readLong();
    ModelShape shape = readShape(in);
    int count = in.readInt();
    List<SeriesData> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = in.readUTF();
      SeriesSettings settingsOfOne = readSeries(in);
      int rows = in.readInt();
      List<Observation> observations = new ArrayList<>(rows);
      for (int row = 0; row < rows; row++) {
        observations.add(new Observation(in.readLong(), in.readLong(), in.readDouble()));
      }
      series.add(new SeriesData(key, settingsOfOne, observations));
    }
    return new FitRequest(parent, settings, series, seed, shape);
  }

  private static void writeShape(ModelShape shape, DataOutputStream out) throws IOException {
    out.writeInt(shape.units());
    out.writeInt(shape.layers());
    out.writeInt(shape.lags());
    out.writeInt(shape.horizon());
    out.writeInt(shape.levels().size());
    for (float level : shape.levels()) {
      out.writeFloat(level);
    }
  }

  private static ModelShape readShape(DataInputStream in) throws IOException {
    int units = in.readInt();
    int layers = in.readInt();
    int lags = in.readInt();
    int horizon = in.readInt();
    List<Float> levels = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      levels.add(in.readFloat());
    }
    return new ModelShape(units, layers, lags, horizon, levels);
  }

  static void writeFit(Fit fit, DataOutputStream out) throws IOException {
    writeModel(fit.model(), out);
    writeScore(fit.before(), out);
    writeScore(fit.after(), out);
    out.writeInt(fit.series());
    out.writeLong(fit.observations());
    out.writeInt(fit.batches());
    out.writeInt(fit.clipped());
    out.writeDouble(fit.stepsPerSecond());
    out.writeUTF(fit.environment());
  }

  static Fit readFit(DataInputStream in) throws IOException {
    return new Fit(
        readModel(in),
        readScore(in),
        readScore(in),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readDouble(),
        in.readUTF());
  }

  private static void writeModel(Model model, DataOutputStream out) throws IOException {
    byte[] bytes = ModelCodec.encode(model);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Model readModel(DataInputStream in) throws IOException {
    return ModelCodec.decode(in.readNBytes(in.readInt()));
  }

  private static void writeScore(Score score, DataOutputStream out) throws IOException {
    float[] spread = score.spread();
    out.writeDouble(score.loss());
    out.writeLong(score.pairs());
    out.writeInt(spread.length);
    for (int step = 1; step <= spread.length; step++) {
      out.writeDouble(score.loss(step));
      out.writeFloat(spread[step - 1]);
    }
    out.writeInt(score.blocks().size());
    for (BlockLoss block : score.blocks()) {
      for (int step = 1; step <= spread.length; step++) {
        out.writeDouble(block.sum(step));
        out.writeLong(block.pairs(step));
      }
    }
  }

  private static Score readScore(DataInputStream in) throws IOException {
    double loss = in.readDouble();
    long pairs = in.readLong();
    double[] stepLoss = new double[in.readInt()];
    float[] spread = new float[stepLoss.length];
    for (int i = 0; i < stepLoss.length; i++) {
      stepLoss[i] = in.readDouble();
      spread[i] = in.readFloat();
    }
    List<BlockLoss> blocks = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      blocks.add(readBlock(in, stepLoss.length));
    }
    return new Score(loss, pairs, stepLoss, spread, blocks);
  }

  private static BlockLoss readBlock(DataInputStream in, int horizon) throws IOException {
    double[] sums = new double[horizon];
    long[] pairs = new long[horizon];
    for (int i = 0; i < horizon; i++) {
      sums[i] = in.readDouble();
      pairs[i] = in.readLong();
    }
    return new BlockLoss(sums, pairs);
  }

  private static void writeSeries(SeriesSettings settings, DataOutputStream out)
      throws IOException {
    out.writeLong(settings.stepMillis());
    out.writeLong(settings.seasonMillis());
    out.writeBoolean(settings.nonNegative());
    out.writeUTF(settings.size().word());
  }

  private static SeriesSettings readSeries(DataInputStream in) throws IOException {
    return new SeriesSettings(
        in.readLong(), in.readLong(), in.readBoolean(), Size.of(in.readUTF()));
  }

  private static void writeForecaster(ForecasterSettings settings, DataOutputStream out)
      throws IOException {
    out.writeUTF(settings.zone().getId());
    out.writeInt(settings.bridgeLimit());
    out.writeInt(settings.graceSteps());
    out.writeInt(settings.without().size());
    for (Part part : settings.without()) {
      out.writeUTF(part.word());
    }
  }

  private static ForecasterSettings readForecaster(DataInputStream in) throws IOException {
    ZoneId zone = ZoneId.of(in.readUTF());
    int bridgeLimit = in.readInt();
    int graceSteps = in.readInt();
    Set<Part> without = EnumSet.noneOf(Part.class);
    for (int left = in.readInt(); left > 0; left--) {
      without.add(Part.of(in.readUTF()));
    }
    return new ForecasterSettings(zone, bridgeLimit, graceSteps, without);
  }

  private static void writeSettings(FitSettings settings, DataOutputStream out) throws IOException {
    writeForecaster(settings.forecaster(), out);
    LaneSettings lanes = settings.lanes();
    out.writeInt(lanes.lanes());
    out.writeInt(lanes.steps());
    out.writeInt(lanes.chunks());
    out.writeInt(lanes.burnIn());
    out.writeDouble(lanes.dropout());
    out.writeUTF(settings.norm().name());
    out.writeDouble(settings.threshold());
    out.writeDouble(settings.rate());
    out.writeDouble(settings.lastRate());
    out.writeDouble(settings.decay());
    out.writeInt(settings.batches());
    out.writeDouble(settings.passes());
    out.writeDouble(settings.ridge());
    out.writeDouble(settings.priorRows());
    out.writeDouble(settings.heldBack());
    out.writeInt(settings.heldBackMost());
  }

  private static FitSettings readSettings(DataInputStream in) throws IOException {
    return new FitSettings(
        readForecaster(in),
        new LaneSettings(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readDouble()),
        GradientNorm.valueOf(in.readUTF()),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readInt());
  }
}
