package io.tidegate.stream.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.stream.config.InputSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Guesses from the bytes of a sample which format they have. */
final class FormatGuess {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FormatGuess() {}

  /**
   * The keys of the configuration that say so.
   *
   * @throws UnknownFormatException if it is none that can be told
   */
  static Map<String, String> of(Sample sample) {
    List<byte[]> values = sample.values();
    Map<String, String> keys = new TreeMap<>();
    if (mostOf(values, FormatGuess::isJson)) {
      keys.put(InputSettings.FORMAT, "json");
    } else if (mostOf(values, value -> value.length == Double.BYTES && text(value).isEmpty())) {
      keys.put(InputSettings.FORMAT, "double");
    } else if (mostOf(values, FormatGuess::isAvro)) {
      keys.put(InputSettings.FORMAT, "avro");
    } else if (mostOf(values, value -> text(value).isPresent())) {
      keys.put(InputSettings.FORMAT, "csv");
      keys.putAll(LineGuess.of(lines(values), firstLines(sample)));
    } else {
      throw new UnknownFormatException(
          "cannot tell the format of "
              + sample.topic()
              + ": its records are neither JSON nor Avro, text or 8-byte doubles; if they are Avro"
              + " without a frame or in another one, name a deserializer:"
              + " --set tidegate.input.format=avro --set "
              + InputSettings.DESERIALIZER
              + "=CLASS");
    }
    return keys;
  }

  private static boolean mostOf(List<byte[]> values, Predicate<byte[]> test) {
    return 2 * values.stream().filter(test).count() > values.size();
  }

  private static boolean isJson(byte[] value) {
    try {
      JsonNode node = JSON.readTree(value);
      return node.isContainerNode() || node.isNumber();
    } catch (IOException e) {
      return false;
    }
  }

  /** Single-object encoding, or the zero byte and the id that registries put before a record. */
  private static boolean isAvro(byte[] value) {
    return value.length > 5
        && (value[0] == 0 || (value[0] == (byte) 0xC3 && value[1] == 0x01 && value.length > 9));
  }

  private static List<String> lines(List<byte[]> values) {
    return values.stream().map(FormatGuess::text).flatMap(Optional::stream).toList();
  }

  private static List<String> firstLines(Sample sample) {
    return lines(
        sample.first().stream().map(r -> r.value()).filter(value -> value != null).toList());
  }

  /** The text that the bytes are, if they are one without control characters. */
  private static Optional<String> text(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return text.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\r' || c == '\n')
          ? Optional.of(text)
          : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
