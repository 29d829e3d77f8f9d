package io.tidegate.stream.intake;

import io.tidegate.stream.config.InputSettings;
import io.tidegate.stream.config.StreamSettings;
import io.tidegate.stream.topology.RecordTimestamp;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Foreign topics to the observations topic. It has no state, so whichever instance has a partition
 * goes on where the one before committed.
 */
final class IntakeTopology {
  private final StreamSettings settings;
  private final Properties properties;
  private final IntakeMeters meters;

  IntakeTopology(StreamSettings settings, Properties properties, IntakeMeters meters) {
    this.settings = settings;
    this.properties = properties;
    this.meters = meters;
  }

  Topology build() {
    InputSettings input = settings.input();
    Serde<SpecificRecord> events = settings.serde();
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
    builder.stream(
            input.topics(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withTimestampExtractor(new RecordTimestamp())
                .withOffsetResetPolicy(
                    input.start().equals("latest")
                        ? AutoOffsetReset.latest()
                        : AutoOffsetReset.earliest())
                .withName("foreign"))
        .process(() -> new IntakeProcessor(new RecordMapper(input), meters), Named.as("map"))
        .to(
            settings.topics().observations(),
            Produced.with(Serdes.String(), events).withName("observations"));
    return builder.build();
  }
}
