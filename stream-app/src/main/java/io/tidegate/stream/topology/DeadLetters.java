package io.tidegate.stream.topology;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Makes dead letters: the record as it came, and why and from where in {@link DeadLetterHeaders}.
 *
 * <p>A record can be larger than what our producer sends in one request (its own producer
 * compressed it, or is allowed more): such a dead letter would fail, and the restart would meet it
 * again. So what is too large is cut, and a header says so.
 *
 * <p>Thread-safe. The handlers find it in their configuration under {@link #CONFIGURATION}.
 */
final class DeadLetters {
  /** Key under which the handlers find the instance. */
  static final String CONFIGURATION = "tidegate.dead.letters.instance";

  /** Room for our own headers and for the record's frame. */
  private static final int RESERVED = 8_192;

  private final String topic;
  private final int mostBytes;
  private final RefusalCounts counts;

  /**
   * @param topic where they go
   * @param largestRequest what the producer sends at most, in bytes
   * @param counts counts them
   */
  DeadLetters(String topic, int largestRequest, RefusalCounts counts) {
    this.topic = topic;
    this.mostBytes = largestRequest - RESERVED;
    this.counts = counts;
  }

  static DeadLetters in(Map<String, ?> configuration) {
    return (DeadLetters) configuration.get(CONFIGURATION);
  }

  /** Makes the dead letter of a record that did not reach the processor. */
  ProducerRecord<byte[], byte[]> ofUnreadable(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception why) {
    counts.record();
    return of(context, key, value, why, why.getMessage());
  }

  /** Makes the dead letter of the record in {@code context}. */
  ProducerRecord<byte[], byte[]> of(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception why, String reason) {
    counts.deadLetter();
    Headers headers = new RecordHeaders();
    boolean whole = sizeOf(key, value, context.headers()) <= mostBytes;
    if (whole) {
      context.headers().forEach(headers::add);
    }
    DeadLetterHeaders.write(
        headers, reason, context.topic(), context.partition(), context.offset());
    DeadLetterHeaders.put(headers, DeadLetterHeaders.EXCEPTION, why.getClass().getName());
    if (!whole) {
      DeadLetterHeaders.put(headers, DeadLetterHeaders.CUT, whatIsCut(context, key, value));
    }
    return new ProducerRecord<>(
        topic,
        null,
        Math.max(0, context.timestamp()),
        whole ? key : beginning(key, mostBytes / 4),
        whole ? value : beginning(value, mostBytes / 2),
        headers);
  }

  private static String whatIsCut(ErrorHandlerContext context, byte[] key, byte[] value) {
    return "too large to be kept whole: the key had "
        + lengthOf(key)
        + " bytes, the value "
        + lengthOf(value)
        + ", the headers "
        + sizeOf(null, null, context.headers());
  }

  private static long sizeOf(byte[] key, byte[] value, Headers headers) {
    long size = (long) lengthOf(key) + lengthOf(value);
    for (Header header : headers) {
      // A char takes at most three bytes in UTF-8; ten for the two lengths.
      size += 3L * header.key().length() + lengthOf(header.value()) + 10;
    }
    return size;
  }

  private static int lengthOf(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] beginning(byte[] bytes, int most) {
    return lengthOf(bytes) <= most ? bytes : Arrays.copyOf(bytes, most);
  }
}
