package io.tidegate.stream.bench;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.schema.AlertEvent;
import io.tidegate.schema.ForecastEvent;
import io.tidegate.schema.ForecastState;
import io.tidegate.schema.ObservationEvent;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.drill.DrillListener;
import io.tidegate.stream.topology.PartitionReplay;
import io.tidegate.stream.topology.StoreSeeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * States of full size: some series, moved by what moves them in production, until no part of a
 * state grows any more. Immutable once made.
 */
final class WarmStates {
  /** How many are made; more series than these share them. */
  static final int MOST = 50;

  /** Twelve weeks, in which every season is found and every ring full. */
  private static final int ROWS = 12 * 7 * 24;

  private final List<byte[]> states;
  private final Serializer<SpecificRecord> serializer;
  private final String topic;

  private WarmStates(StreamSettings settings, List<byte[]> states) {
    this.serializer = settings.serde().serializer();
    this.topic = settings.topics().observations();
    this.states = states;
  }

  /** Makes them. */
  static WarmStates make(StreamSettings settings, int series, DrillListener listener) {
    int count = Math.min(series, MOST);
    WarmStates encoder = new WarmStates(settings, List.of());
    LastForecasts last = new LastForecasts();
    PartitionReplay replay = new PartitionReplay(settings, 0, new Shipped(settings), last);
    listener.begin("warming " + count + " series", " rows", ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int one = 0; one < count; one++) {
        replay.take(
            new ConsumerRecord<>(
                encoder.topic, 0, (long) row * count + one, key(one), encoder.record(one, row)));
      }
      listener.at(row + 1);
    }
    if (last.warm < count) {
      throw new BenchException(
          count - last.warm + " series were not warm after " + ROWS + " observations each");
    }
    return new WarmStates(
        settings, IntStream.range(0, count).mapToObj(one -> replay.state(name(one))).toList());
  }

  /** First row that the states have not seen. */
  static long nextRow() {
    return ROWS;
  }

  /** Event time of the newest row that they have seen. */
  static long lastTime() {
    return MadeValues.time(ROWS - 1);
  }

  private static String name(int one) {
    return "warm-" + one;
  }

  private static byte[] key(int one) {
    return name(one).getBytes(StandardCharsets.UTF_8);
  }

  int count() {
    return states.size();
  }

  /** States as they are stored; not copies. */
  List<byte[]> states() {
    return states;
  }

  /** Key and value of an observation. */
  double observationBytes() {
    return Population.KEY_BYTES + record(0, nextRow()).length;
  }

  /** The observation of a row, encoded. */
  byte[] record(int one, long row) {
    return serializer.serialize(
        topic,
        ObservationEvent.newBuilder()
            .setTime(Instant.ofEpochMilli(MadeValues.time(row)))
            .setValue(MadeValues.at(one, row))
            .build());
  }

  /** The first observation that each has not seen, encoded. */
  List<byte[]> next() {
    return IntStream.range(0, count()).mapToObj(one -> record(one, nextRow())).toList();
  }

  /** Bytes of a stored state, by part, on average. */
  BenchResult.StateParts sizes() {
    double forecast = 0;
    double alerts = 0;
    double frame = 0;
    for (byte[] state : states) {
      StoreSeeds.Parts parts = StoreSeeds.parts(state);
      forecast += parts.forecast();
      alerts += parts.alerts();
      frame += state.length - parts.forecast() - parts.alerts();
    }
    return new BenchResult.StateParts(forecast / count(), alerts / count(), frame / count());
  }

  private static final class LastForecasts implements PartitionReplay.Sink {
    private int warm;

    @Override
    public void forecast(String series, ForecastEvent event) {
      if (event.getOrigin().toEpochMilli() == lastTime()
          && event.getState() == ForecastState.WARM) {
        warm++;
      }
    }

    @Override
    public void alert(String series, AlertEvent event) {}
  }

  private record Shipped(Model model) implements PartitionReplay.Versions {
    Shipped(StreamSettings settings) {
      this(ShippedModel.load(settings.size()));
    }

    @Override
    public long at(long offset) {
      return ShippedModel.VERSION;
    }

    @Override
    public Model model(long version) {
      return model;
    }
  }
}
