package io.tidegate.stream.topology;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What cannot be written fails the thread: to go on would lose a forecast or a state. Sizes and
 * shapes are checked before, so it takes a broken cluster, or topics with wrong settings. Only this
 * handler knows which series it was, so it says so.
 */
public final class UnsendableRecords implements ProductionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(UnsendableRecords.class);

  @Override
  public void configure(Map<String, ?> configuration) {}

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    LOG.error(
        "cannot write a record of series {} to {}: {}",
        nameOf(record.key()),
        record.topic(),
        exception.getMessage());
    return Response.fail();
  }

  // Kafka declares the record as a raw type; nothing else would override it.
  @SuppressWarnings("rawtypes")
  @Override
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    LOG.error(
        "cannot encode the {} of a record of series {} for {}: {}",
        origin,
        record.key(),
        record.topic(),
        exception.getMessage());
    return Response.fail();
  }

  private static String nameOf(byte[] key) {
    return key == null
        ? "(no key)"
        : new String(key, 0, Math.min(key.length, 200), StandardCharsets.UTF_8);
  }
}
