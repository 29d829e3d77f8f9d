package io.tidegate.stream.models;

import io.tidegate.kernel.forecast.CountReason;
import io.tidegate.kernel.forecast.Features;
import io.tidegate.kernel.forecast.Forecaster;
import io.tidegate.kernel.forecast.ForecasterSettings;
import io.tidegate.kernel.forecast.Observation;
import io.tidegate.kernel.forecast.Verdicts;
import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ModelCodec;
import io.tidegate.kernel.model.Size;
import io.tidegate.kernel.series.SeriesSettings;
import io.tidegate.kernel.series.SeriesState;
import io.tidegate.schema.Lineage;
import io.tidegate.schema.ModelSnapshot;
import io.tidegate.stream.config.StreamSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decides whether a record of the models topic is a usable model. A pure function of the record: it
 * says the same when the topic is read again after a restart. It never throws for a bad record,
 * because the thread that reads the topic could send it nowhere.
 */
final class SnapshotCheck {
  /** Larger models are refused unread. */
  static final int MOST_BYTES = 16 << 20;

  private static final int PROBE_STEPS = 4;
  private static final int LONGEST_TEXT = 300;
  private static final String NOT_FINITE = "it forecasts values that are not finite";

  private final String topic;
  private final String name;
  private final Size size;
  private final Deserializer<SpecificRecord> deserializer;

  /**
   * @param topic the models topic
   * @param name name of the model in use
   * @param size of the series' states: they must be able to carry the model
   */
  SnapshotCheck(String topic, String name, Size size, Deserializer<SpecificRecord> deserializer) {
    this.topic = topic;
    this.name = name;
    this.size = size;
    this.deserializer = deserializer;
  }

  /** The check of the configured model, for series of the configured size. */
  static SnapshotCheck of(StreamSettings settings) {
    return new SnapshotCheck(
        settings.topics().models(),
        settings.modelName(),
        settings.size(),
        settings.serde().deserializer());
  }

  /**
   * Checks key, envelope, digest and bytes, that a state can carry the shape, and that the model
   * forecasts finite values.
   */
  SnapshotVerdict check(byte[] keyBytes, byte[] value) {
    String key = keyBytes == null ? "" : bounded(new String(keyBytes, StandardCharsets.UTF_8));
    if (value == null) {
      return new SnapshotVerdict.Withdrawn(key);
    }
    SpecificRecord event;
    try {
      event = deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      return refused(key, -1, "", Optional.empty(), e.getMessage());
    }
    if (!(event instanceof ModelSnapshot snapshot)) {
      return refused(
          key,
          -1,
          "",
          Optional.empty(),
          "expected a ModelSnapshot, found a " + event.getSchema().getName());
    }
    return snapshot.getName().equals(name) ? check(key, snapshot) : new SnapshotVerdict.Foreign();
  }

  private SnapshotVerdict check(String key, ModelSnapshot snapshot) {
    byte[] bytes = bytesOf(snapshot.getModel());
    String digest = sha256(bytes);
    Optional<Lineage> lineage = Optional.of(snapshot.getLineage());
    long version = snapshot.getVersion();
    try {
      Model model = usable(key, snapshot, bytes, digest);
      return new SnapshotVerdict.Valid(
          new ModelEntry(
              key,
              version,
              ModelEntry.State.VALID,
              "trained from version " + snapshot.getLineage().getParentVersion(),
              digest,
              lineage,
              Optional.of(model.shape())),
          model);
    } catch (RuntimeException e) {
      return refused(key, version, digest, lineage, e.getMessage());
    }
  }

  private Model usable(String key, ModelSnapshot snapshot, byte[] bytes, String digest) {
    long version = snapshot.getVersion();
    require(version > 0, "expected a version from 1 on, found " + version);
    String expectedKey = name + "/" + version;
    require(key.equals(expectedKey), "expected the key " + expectedKey + ", found " + key);
    require(bytes.length <= MOST_BYTES, bytes.length + " bytes are more than " + MOST_BYTES);
    String promised = snapshot.getSha256().toLowerCase(Locale.ROOT);
    require(
        promised.equals(digest),
        "the bytes' SHA-256 is " + digest + ", the snapshot says " + promised);
    Model model = ModelCodec.decode(bytes);
    size.refusal(model.shape())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    probe(version, model);
    return model;
  }

  /** Finite weights can still overflow: a model that cannot forecast a short ramp is no model. */
  private void probe(long version, Model model) {
    Forecaster forecaster = new Forecaster(version, model, ForecasterSettings.defaults());
    SeriesState state =
        SeriesState.start(new SeriesSettings(1_000, SeriesSettings.AUTO, false, size));
    for (int i = 0; i < PROBE_STEPS; i++) {
      forecaster.observe(state, new Observation(i, i * 1_000L, i), IGNORED);
    }
    float scale = (float) Features.scale(state);
    for (float point : forecaster.sharedPoints(state)) {
      require(Float.isFinite(point * scale), NOT_FINITE);
    }
    for (float difference : forecaster.forecast(state).quantileDifferences()) {
      require(Float.isFinite(difference), NOT_FINITE);
    }
  }

  private static SnapshotVerdict refused(
      String key, long version, String sha256, Optional<Lineage> lineage, String reason) {
    String text = bounded(String.valueOf(reason));
    return new SnapshotVerdict.Refused(
        new ModelEntry(key, version, ModelEntry.State.REFUSED, text, sha256, lineage));
  }

  private static String bounded(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static final Verdicts IGNORED =
      new Verdicts() {
        @Override
        public void accepted(Observation observation) {}

        @Override
        public void counted(Observation observation, CountReason why) {}

        @Override
        public void parked(Observation observation) {}

        @Override
        public void refused(Observation observation, String reason) {}
      };
}
