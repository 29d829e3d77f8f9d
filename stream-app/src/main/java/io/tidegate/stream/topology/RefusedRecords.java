package io.tidegate.stream.topology;

import java.util.List;
import java.util.Map;
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
    if (!(exception instanceof RefusedRecordException)) {
      return Response.fail();
    }
    return Response.resume(
        List.of(
            deadLetters.of(
                context,
                context.sourceRawKey(),
                context.sourceRawValue(),
                exception,
                exception.getMessage())));
  }
}
