package io.tidegate.stream.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.ByteBufferUnmapper;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka cluster of one node, broker and KRaft controller together, inside this JVM.
 *
 * <p>Its data lies in one directory and is found again when a broker is started there later. It
 * listens on the loopback address only. Topics are never created by themselves. Thread-safe.
 *
 * <p>Assembled like {@link KafkaRaftServer}, but with sockets that are already bound (so that no
 * free port can be lost between looking for it and using it) and with faults that are thrown or
 * logged instead of ending the JVM.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final BrokerDirectory directory;
  private final LoopbackSockets sockets;
  private final BrokerServer broker;
  private final ControllerServer controller;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(
      BrokerDirectory directory, LoopbackSockets sockets, Map<String, String> more) {
    this.directory = directory;
    this.sockets = sockets;
    Map<String, String> settings = BrokerSettings.of(directory.path(), sockets);
    settings.putAll(more);
    KafkaConfig config = new KafkaConfig(settings, false);
    var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    String clusterId = directories._1().clusterId().orElseThrow();
    SharedServer shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, clusterId),
            CompletableFuture.completedFuture(sockets.voters()),
            List.of(),
            new FaultLog(),
            sockets);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
  }

  /**
   * JDK 24 and later warn on the standard error, once, where Kafka unmaps a file for the first
   * time. That is usually when the broker closes, behind what its owner meant to be the last words;
   * so let it be here.
   */
  private static void unmapOnce() {
    try {
      ByteBufferUnmapper.unmap("nothing", ByteBuffer.allocateDirect(1));
    } catch (IOException e) {
      LOG.debug("cannot unmap", e);
    }
  }

  /**
   * Starts a broker; returns when clients can use it.
   *
   * @param directory holds the data; made if it is not there
   * @param port on the loopback address, or 0 for a free one
   * @throws BrokerException if the port is taken, or the directory is not writable, in use by
   *     another broker or filled with something else
   */
  public static EmbeddedBroker start(Path directory, int port) {
    return start(directory, port, Map.of());
  }

  /** The same with more settings, which win. */
  static EmbeddedBroker start(Path directory, int port, Map<String, String> more) {
    unmapOnce();
    BrokerDirectory locked = BrokerDirectory.open(directory);
    LoopbackSockets sockets = null;
    EmbeddedBroker started = null;
    try {
      sockets = LoopbackSockets.bind(port);
      started = new EmbeddedBroker(locked, sockets, more);
      // The broker registers with the controller, which therefore comes first.
      started.controller.startup();
      started.broker.startup();
      return started;
    } catch (RuntimeException e) {
      if (started != null) {
        started.close();
      } else {
        closeQuietly(sockets);
        locked.close();
      }
      throw e instanceof BrokerException
          ? e
          : new BrokerException(
              "the embedded broker did not start on its directory "
                  + locked.path()
                  + ": "
                  + e.getMessage(),
              e);
    }
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return LoopbackSockets.HOST + ":" + sockets.brokerPort();
  }

  /** Where the data lies. */
  public Path directory() {
    return directory.path();
  }

  /** Stops the broker and gives its port and directory back; the data stays. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      broker.shutdown();
      broker.awaitShutdown();
      controller.shutdown();
      controller.awaitShutdown();
    } finally {
      sockets.close();
      directory.close();
    }
  }

  private static void closeQuietly(LoopbackSockets sockets) {
    if (sockets != null) {
      sockets.close();
    }
  }
}
