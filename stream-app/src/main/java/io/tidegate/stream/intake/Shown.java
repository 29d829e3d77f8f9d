package io.tidegate.stream.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes of a foreign record as text, and in an error. */
final class Shown {
  private static final int BYTES = 16;

  private Shown() {}

  /** As text, if they are UTF-8. */
  static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Their beginning in words: as text where it can be read, else in hexadecimal. */
  static String beginningOf(byte[] bytes) {
    Optional<String> text = text(bytes).filter(t -> t.chars().noneMatch(c -> c < ' ' && c != '\t'));
    return text.map(
            t -> "'" + (t.length() > Cell.SHOWN ? t.substring(0, Cell.SHOWN) + "…" : t) + "'")
        .orElseGet(
            () ->
                bytes.length
                    + " bytes "
                    + HexFormat.ofDelimiter(" ")
                        .formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, BYTES))));
  }
}
