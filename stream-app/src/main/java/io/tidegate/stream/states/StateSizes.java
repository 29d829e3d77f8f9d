package io.tidegate.stream.states;

import io.tidegate.kernel.series.StateCodec;
import io.tidegate.stream.topology.StoredSeries;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many bytes each part of a series' state takes. */
public final class StateSizes {
  private StateSizes() {}

  /** By part, in the order of the bytes, as this version writes them. */
  public static Map<String, Integer> of(StateTopic.Held held) {
    StoredSeries stored = held.state();
    Map<String, Integer> sizes =
        new LinkedHashMap<>(StateCodec.sizes(StateCodec.decode(stored.forecast())));
    sizes.values().removeIf(bytes -> bytes == 0);
    sizes.put("alerts", stored.alerts() == null ? 0 : stored.alerts().length);
    sizes.put("times and tags", held.bytes() - sum(sizes));
    return sizes;
  }

  private static int sum(Map<String, Integer> sizes) {
    return sizes.values().stream().mapToInt(bytes -> bytes).sum();
  }
}
