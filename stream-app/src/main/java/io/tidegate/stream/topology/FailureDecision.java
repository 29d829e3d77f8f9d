package io.tidegate.stream.topology;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a stream thread's death means, and logs it, once. A cluster that did not answer in
 * time is worth another thread; anything else would happen again, so the application stops.
 */
public final class FailureDecision implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailureDecision.class);

  private final AtomicReference<Throwable> fatal = new AtomicReference<>();

  @Override
  public StreamThreadExceptionResponse handle(Throwable exception) {
    Throwable root = rootOf(exception);
    if (root instanceof RetriableException) {
      LOG.warn("a stream thread gave up waiting and is replaced: {}", root.toString());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    fatal.compareAndSet(null, root);
    LOG.error("the application stops", exception);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** What stopped the application, as one line; empty while nothing did. */
  public String reason() {
    Throwable root = fatal.get();
    return root == null ? "" : root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static Throwable rootOf(Throwable exception) {
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
