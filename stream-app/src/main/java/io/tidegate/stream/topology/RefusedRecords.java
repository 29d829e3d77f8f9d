package io.tidegate.stream.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** A refused record becomes a dead letter; whatever else goes wrong is a defect and fails. */
public final class RefusedRecords implements ProcessingExceptionHandler {
  private DeadLetters deadLetters;

  @Override
  public void configure(Map<String, ?> configuration) {
    deadLetters = DeadLetters.in(configuration);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (!(exception instanceof RefusedRecordException refused)) {
      return Response.fail();
    }
    ProducerRecord<byte[], byte[]> letter =
        deadLetters.of(
            context,
            context.sourceRawKey(),
            context.sourceRawValue(),
            refused,
            refused.getMessage());
    refused
        .path()
        .ifPresent(path -> DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.PATH, path));
    return Response.resume(List.of(letter));
  }
}
