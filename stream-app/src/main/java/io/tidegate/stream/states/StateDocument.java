package io.tidegate.stream.states;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.kernel.alert.AlertLayout;
import io.tidegate.kernel.alert.AlertState;
import io.tidegate.kernel.series.StateCodec;
import io.tidegate.kernel.series.StateLayout;
import io.tidegate.stream.config.SoftwareVersion;
import io.tidegate.stream.topology.StoredSeries;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One series' state as JSON: every field by name, from which the very same bytes arise, beside the
 * formats, the version of the software that wrote it and a digest of the bytes.
 *
 * @param series name that it was exported under
 * @param state with everything that is kept of the series
 */
public record StateDocument(String series, StoredSeries state) {
  /** Of the document itself; those of the states in it stand in {@code formats}. */
  private static final int FORMAT = 1;

  private static final String DOCUMENT = "tidegateState";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // A float or double by way of the other would be rounded twice.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A state of an older format is written as it reads in this version's. */
  public static StateDocument of(StateTopic.Held held) {
    StoredSeries stored = held.state();
    return new StateDocument(
        held.series(),
        new StoredSeries(
            StateCodec.encode(StateCodec.decode(stored.forecast())),
            stored.alerts() == null ? null : AlertState.decode(stored.alerts()).encode(),
            stored.heard(),
            stored.behind(),
            stored.indexed()));
  }

  /**
   * The document.
   *
   * @param exported when
   * @param model name of the model whose version the state was moved by last
   */
  public String json(Instant exported, String model) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(DOCUMENT, FORMAT);
    document.put("writtenBy", SoftwareVersion.NAME);
    document.put("exported", exported.toString());
    document.put("model", model);
    document.put("series", series);
    document.put("formats", formats());
    document.put("sha256", digest(state));
    document.put("heard", state.heard());
    document.put("behind", state.behind());
    document.put("indexed", state.indexed());
    document.put("forecast", StateLayout.fields(state.forecast()));
    document.put("alerts", state.alerts() == null ? null : AlertLayout.fields(state.alerts()));
    try {
      return MAPPER.writeValueAsString(document) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Integer> formats() {
    Map<String, Integer> formats = new LinkedHashMap<>();
    formats.put("series", (int) StoredSeries.FORMAT);
    formats.put("forecast", (int) StateCodec.FORMAT);
    formats.put("alerts", (int) AlertState.FORMAT);
    return formats;
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException in one sentence, for anything else
   */
  public static StateDocument parse(String json) {
    Map<String, Object> document;
    try {
      document = MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected the JSON of tidegate series export, found: " + e.getOriginalMessage(), e);
    }
    if (document == null || !(document.get(DOCUMENT) instanceof Number format)) {
      throw new IllegalArgumentException(
          "expected the JSON of tidegate series export, found none that says " + DOCUMENT);
    }
    requireKnown(document, format.intValue());
    StoredSeries state = state(document);
    String digest = digest(state);
    if (!digest.equals(document.get("sha256"))) {
      throw new IllegalArgumentException(
          "the fields were changed: they have the SHA-256 digest "
              + digest
              + ", and sha256 says "
              + document.get("sha256"));
    }
    return new StateDocument(text(document, "series"), state);
  }

  private static void requireKnown(Map<String, Object> document, int format) {
    if (format != FORMAT) {
      throw unknown(document, "document", format, FORMAT);
    }
    Map<?, ?> found = document.get("formats") instanceof Map<?, ?> map ? map : Map.of();
    formats()
        .forEach(
            (part, known) -> {
              if (!(found.get(part) instanceof Number other) || other.intValue() != known) {
                throw unknown(document, part, found.get(part), known);
              }
            });
  }

  private static IllegalArgumentException unknown(
      Map<String, Object> document, String part, Object found, int known) {
    return new IllegalArgumentException(
        "written by Tidegate "
            + document.get("writtenBy")
            + ": format "
            + found
            + " of "
            + part
            + ", where this version ("
            + SoftwareVersion.NAME
            + ") reads format "
            + known
            + "; import it with the version that wrote it");
  }

  private static StoredSeries state(Map<String, Object> document) {
    return new StoredSeries(
        StateLayout.bytes(part(document, "forecast")),
        document.get("alerts") == null ? null : AlertLayout.bytes(part(document, "alerts")),
        whole(document, "heard"),
        whole(document, "behind"),
        whole(document, "indexed"));
  }

  @SuppressWarnings("unchecked") // Objects of JSON have names as keys.
  private static Map<String, Object> part(Map<String, Object> document, String name) {
    if (document.get(name) instanceof Map<?, ?> part) {
      return (Map<String, Object>) part;
    }
    throw wrong(document, name, "an object");
  }

  private static long whole(Map<String, Object> document, String name) {
    if (document.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw wrong(document, name, "a number");
  }

  private static String text(Map<String, Object> document, String name) {
    if (document.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw wrong(document, name, "a name");
  }

  private static IllegalArgumentException wrong(
      Map<String, Object> document, String name, String expected) {
    return new IllegalArgumentException(
        "field " + name + ": expected " + expected + ", found " + document.get(name));
  }

  private static String digest(StoredSeries state) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(state.encode()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
