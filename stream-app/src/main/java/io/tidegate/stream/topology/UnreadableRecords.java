package io.tidegate.stream.topology;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * A record that the serde cannot read becomes a dead letter, unless the serde could not reach its
 * registry: then the record may be good, and the thread must fail instead.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {
  private DeadLetters deadLetters;

  @Override
  public void configure(Map<String, ?> configuration) {
    deadLetters = DeadLetters.in(configuration);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (unreachable(exception)) {
      return Response.fail();
    }
    return Response.resume(
        List.of(deadLetters.ofUnreadable(context, record.key(), record.value(), exception)));
  }

  /** Whether it was the registry that failed, not the record. */
  public static boolean unreachable(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof HttpTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
