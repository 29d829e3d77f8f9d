package io.tidegate.stream.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a dead letter, all text in UTF-8. They follow the headers that the record came
 * with; of equal names the last one holds.
 */
public final class DeadLetterHeaders {
  /** Why, as one sentence. */
  public static final String REASON = "tidegate.reason";

  /** Topic that the record came from. */
  public static final String TOPIC = "tidegate.source.topic";

  /** Partition that the record came from, decimal. */
  public static final String PARTITION = "tidegate.source.partition";

  /** Offset that the record had there, decimal. */
  public static final String OFFSET = "tidegate.source.offset";

  /** Class of the exception that refused it; absent for an observation that was parked. */
  public static final String EXCEPTION = "tidegate.exception";

  /** Only where a field of a foreign record was refused: its path. */
  public static final String PATH = "tidegate.path";

  /** Only where the record was too large: what was cut, in words. */
  public static final String CUT = "tidegate.cut";

  private static final int LONGEST = 1_000;

  private DeadLetterHeaders() {}

  static void write(Headers headers, String reason, String topic, int partition, long offset) {
    put(headers, REASON, reason);
    put(headers, TOPIC, topic);
    put(headers, PARTITION, Integer.toString(partition));
    put(headers, OFFSET, Long.toString(offset));
  }

  static void put(Headers headers, String name, String text) {
    String whole = String.valueOf(text);
    String bounded = whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
    headers.add(name, bounded.getBytes(StandardCharsets.UTF_8));
  }
}
