package io.tidegate.stream.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the instances of one application agree on who processes which partitions. */
public enum RebalanceProtocol {
  /** One of the instances decides for all. */
  CLASSIC,

  /** The brokers decide (KIP-1071), from Kafka 4.2 on. */
  STREAMS;

  /** As it is written in a configuration, Kafka's and ours. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RebalanceProtocol of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(RebalanceProtocol::word).toList();
  }
}
