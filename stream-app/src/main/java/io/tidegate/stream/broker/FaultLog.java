package io.tidegate.stream.broker;

import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;

/**
 * Logs every fault and hands it to the caller. Kafka's own factory ends the JVM at a fatal one,
 * which a broker that is a guest in somebody's JVM must not do.
 */
final class FaultLog implements FaultHandlerFactory {
  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return new LoggingFaultHandler((fatal ? "fatal " : "") + name, action);
  }
}
