package io.tidegate.stream.intake;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Maps record by record; one that does not fit is refused before anything of it is written. */
final class IntakeProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
  private final RecordMapper mapper;
  private final IntakeMeters meters;
  private ProcessorContext<String, SpecificRecord> context;

  IntakeProcessor(RecordMapper mapper, IntakeMeters meters) {
    this.mapper = mapper;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> given) {
    this.context = given;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    meters.record();
    String topic = context.recordMetadata().orElseThrow().topic();
    ForeignRecord foreign = new ForeignRecord(topic, record.key(), record.timestamp());
    var events = mapper.map(foreign, record.headers(), record.value());
    // A clock ahead of the broker's would make it refuse the observation, and the stream stop.
    long timestamp = Math.min(record.timestamp(), context.currentSystemTimeMs());
    for (SeriesEvent event : events) {
      context.forward(new Record<>(event.series(), event.event(), timestamp, new RecordHeaders()));
    }
    meters.mapped(events.size());
  }

  @Override
  public void close() {
    mapper.close();
  }
}
