package io.tidegate.stream.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of an embedded broker: one node, small internal topics, little memory. Texts. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  private static final int INTERNAL_PARTITIONS = 4;
  private static final int MEBIBYTE = 1 << 20;

  private BrokerSettings() {}

  static Map<String, String> of(Path directory, LoopbackSockets sockets) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node.id", String.valueOf(NODE_ID));
    settings.put("process.roles", "broker,controller");
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    listen(settings, sockets);
    keepInternalTopicsSmall(settings);
    keepProcessSmall(settings);
    return settings;
  }

  private static void listen(Map<String, String> settings, LoopbackSockets sockets) {
    String broker = LoopbackSockets.HOST + ":" + sockets.brokerPort();
    String controller = LoopbackSockets.HOST + ":" + sockets.controllerPort();
    settings.put(
        "listeners",
        LoopbackSockets.BROKER
            + "://"
            + broker
            + ","
            + LoopbackSockets.CONTROLLER
            + "://"
            + controller);
    settings.put(
        "listener.security.protocol.map",
        LoopbackSockets.BROKER + ":PLAINTEXT," + LoopbackSockets.CONTROLLER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", LoopbackSockets.BROKER);
    settings.put("controller.listener.names", LoopbackSockets.CONTROLLER);
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
  }

  /** The defaults are three replicas of fifty partitions: one node cannot hold the replicas. */
  private static void keepInternalTopicsSmall(Map<String, String> settings) {
    settings.put("offsets.topic.num.partitions", String.valueOf(INTERNAL_PARTITIONS));
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", String.valueOf(INTERNAL_PARTITIONS));
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void keepProcessSmall(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    // 128 MiB of heap by default, for a cluster's worth of keys.
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * MEBIBYTE));
    settings.put("log.cleaner.io.buffer.size", String.valueOf(MEBIBYTE / 2));
  }
}
