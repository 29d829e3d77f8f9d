package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An observation beyond the bridge limit, kept until the next one confirms the jump.
 *
 * @param offset in the input partition
 * @param time event time, milliseconds since 1970-01-01T00:00Z
 * @param value in the series' unit
 * @param covariates by name, as they came
 */
public record ParkedObservation(
    long offset, long time, double value, SortedMap<String, Double> covariates) {
  /** Checks and copies. */
  public ParkedObservation {
    covariates = Covariates.checked(covariates);
  }

  int bytes() {
    int bytes = 3 * Long.BYTES + Short.BYTES;
    for (String name : covariates.keySet()) {
      bytes += 1 + name.getBytes(StandardCharsets.UTF_8).length + Double.BYTES;
    }
    return bytes;
  }

  void write(ByteBuffer out) {
    out.putLong(offset).putLong(time).putDouble(value).putShort((short) covariates.size());
    covariates.forEach(
        (name, known) -> {
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          out.put((byte) bytes.length).put(bytes).putDouble(known);
        });
  }

  static ParkedObservation read(ByteBuffer in) {
    ParkedObservation bare = readBare(in);
    SortedMap<String, Double> covariates = new TreeMap<>();
    int size = in.getShort();
    for (int i = 0; i < size; i++) {
      byte[] name = new byte[in.get()];
      in.get(name);
      covariates.put(new String(name, StandardCharsets.UTF_8), in.getDouble());
    }
    return new ParkedObservation(bare.offset, bare.time, bare.value, covariates);
  }

  /** Formats 1 and 2 had no covariates. */
  static ParkedObservation readBare(ByteBuffer in) {
    return new ParkedObservation(in.getLong(), in.getLong(), in.getDouble(), new TreeMap<>());
  }
}
