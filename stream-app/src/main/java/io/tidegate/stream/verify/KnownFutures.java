package io.tidegate.stream.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.kernel.forecast.KnownFuture;
import java.util.List;
import java.util.SortedMap;

/** Reads covariates known ahead as people write them down. */
public final class KnownFutures {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KnownFutures() {}

  private record Line(String time, SortedMap<String, Double> values) {}

  /**
   * Reads {@code [{"time": "2026-02-01T00:00:00Z", "values": {"holiday": 1}}, ...]}; a time may be
   * in milliseconds, too.
   *
   * @throws IllegalArgumentException in one sentence, for anything else
   */
  public static List<KnownFuture> parse(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<List<Line>>() {}).stream()
          .map(KnownFutures::read)
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected covariates as [{\"time\": \"2026-02-01T00:00:00Z\", \"values\": {\"holiday\":"
              + " 1}}], found: "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static KnownFuture read(Line line) {
    if (line.time() == null || line.values() == null) {
      throw new IllegalArgumentException(
          "expected time and values of each covariate, found one without");
    }
    return new KnownFuture(0, Hypothesis.time(line.time()).toEpochMilli(), line.values());
  }
}
