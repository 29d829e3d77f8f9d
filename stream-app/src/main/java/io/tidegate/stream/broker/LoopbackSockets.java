package io.tidegate.stream.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/** The two listening sockets of an embedded broker, bound before anything else starts. */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
  static final String HOST = "127.0.0.1";
  static final String BROKER = "BROKER";
  static final String CONTROLLER = "CONTROLLER";
  private static final int BACKLOG = 128;

  private final ServerSocketChannel broker;
  private final ServerSocketChannel controller;

  private LoopbackSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
    this.broker = broker;
    this.controller = controller;
  }

  static LoopbackSockets bind(int brokerPort) {
    if (brokerPort < 0 || brokerPort > 65535) {
      throw new BrokerException(
          "port " + brokerPort + ": expected 0 (any free one) to 65535", null);
    }
    ServerSocketChannel broker = open(brokerPort);
    try {
      return new LoopbackSockets(broker, open(0));
    } catch (RuntimeException e) {
      close(broker);
      throw e;
    }
  }

  int brokerPort() {
    return broker.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  /** Where the quorum of one finds its only member. */
  Map<Integer, InetSocketAddress> voters() {
    return Map.of(BrokerSettings.NODE_ID, new InetSocketAddress(loopback(), controllerPort()));
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferSize) {
    return listener.equals(BROKER) ? broker : controller;
  }

  @Override
  public void close() {
    close(broker);
    close(controller);
  }

  private static ServerSocketChannel open(int port) {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(loopback(), port), BACKLOG);
      return channel;
    } catch (IOException e) {
      if (channel != null) {
        close(channel);
      }
      throw new BrokerException(
          "port "
              + port
              + " on "
              + HOST
              + " cannot be used for the embedded broker ("
              + e.getMessage()
              + "); choose another, or 0 for any free one",
          e);
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
