package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What else is known of a series: named values beside its observations, now and ahead of time. The
 * first {@value #MOST} names are used, others are ignored. A covariate counts by its values at the
 * target and at the origin, less its mean, over the span of all its values so far; an unknown value
 * counts as the mean.
 */
public final class Covariates {
  /** Most names of a series. */
  public static final int MOST = 4;

  /** Most times ahead that a series holds. */
  public static final int MOST_TIMES = 1_000;

  /** Longest name in UTF-8 bytes. */
  public static final int MOST_NAME_BYTES = 100;

  private static final short MOST_ROWS = 1_000;
  private static final double MOST_VALUE = 1e30;

  private final List<String> names = new ArrayList<>();
  private final float[] lowest = new float[MOST];
  private final float[] highest = new float[MOST];
  private final float[] mean = new float[MOST];

  private short rows;

  /** The newest row's; NaN where unknown. */
  private float[] newest = unknown();

  /** By time in milliseconds, after the newest row. */
  private final NavigableMap<Long, float[]> ahead = new TreeMap<>();

  /**
   * A checked copy that cannot be changed.
   *
   * @throws IllegalArgumentException in one sentence, for a value or a name that cannot be used
   */
  public static SortedMap<String, Double> checked(Map<String, Double> values) {
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      String name = entry.getKey();
      int bytes = name.getBytes(StandardCharsets.UTF_8).length;
      if (bytes == 0 || bytes > MOST_NAME_BYTES) {
        throw new IllegalArgumentException(
            "a covariate's name has 1 to " + MOST_NAME_BYTES + " bytes, found " + bytes);
      }
      if (entry.getValue() == null || !(Math.abs(entry.getValue()) <= MOST_VALUE)) {
        throw new IllegalArgumentException(
            "covariate "
                + name
                + " must be finite and at most 1e30 in size, found "
                + entry.getValue());
      }
    }
    return values.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Number of names in use. */
  int size() {
    return names.size();
  }

  /**
   * Takes values of a time after the newest row.
   *
   * @throws IllegalArgumentException if there is no room for one more time
   */
  void announce(long time, Map<String, Double> values, OnlineStack stack) {
    if (ahead.size() >= MOST_TIMES && !ahead.containsKey(time)) {
      throw new IllegalArgumentException(
          "the series already holds values of "
              + MOST_TIMES
              + " times ahead, the most there can be");
    }
    take(values, ahead.computeIfAbsent(time, absent -> unknown()), stack);
  }

  /** Moves on to a row that ends before {@code end}: what was announced up to there is its own. */
  void advance(long end, Map<String, Double> observed, OnlineStack stack) {
    newest = unknown();
    while (!ahead.isEmpty() && ahead.firstKey() < end) {
      float[] announced = ahead.pollFirstEntry().getValue();
      for (int i = 0; i < MOST; i++) {
        newest[i] = Float.isNaN(announced[i]) ? newest[i] : announced[i];
      }
    }
    take(observed, newest, stack);
    rows = (short) Math.min(rows + 1, MOST_ROWS);
    for (int i = 0; i < size(); i++) {
      mean[i] += Float.isNaN(newest[i]) ? 0 : (newest[i] - mean[i]) / rows;
    }
  }

  private void take(Map<String, Double> values, float[] into, OnlineStack stack) {
    values.forEach(
        (name, value) -> {
          int at = place(name, value, stack);
          if (at >= 0) {
            into[at] = value.floatValue();
            widen(at, value.floatValue(), stack);
          }
        });
  }

  private int place(String name, double first, OnlineStack stack) {
    int at = names.indexOf(name);
    if (at < 0 && names.size() < MOST) {
      at = names.size();
      names.add(name);
      lowest[at] = (float) first;
      highest[at] = (float) first;
      mean[at] = (float) first;
      stack.addCovariate();
    }
    return at;
  }

  /** A wider span is another unit: the stack's weights keep their meaning. */
  private void widen(int at, float value, OnlineStack stack) {
    double before = (double) highest[at] - lowest[at];
    lowest[at] = Math.min(lowest[at], value);
    highest[at] = Math.max(highest[at], value);
    double after = (double) highest[at] - lowest[at];
    if (before > 0 && after > before) {
      int fromLast = 2 * (size() - at);
      stack.rescale(fromLast, after / before);
      stack.rescale(fromLast - 1, after / before);
    }
  }

  /**
   * What the stack sees for a row ahead: of each covariate the value there and the newest, from -1
   * to 1 each.
   *
   * @param from start of the row, milliseconds since the epoch
   * @param to its end
   * @param regressors [2 {@link #size}], written
   */
  void regressors(long from, long to, float[] regressors) {
    Map.Entry<Long, float[]> last = ahead.lowerEntry(to);
    boolean known = last != null && last.getKey() >= from;
    for (int i = 0; i < size(); i++) {
      regressors[2 * i] = known ? centred(i, last.getValue()[i]) : 0;
      regressors[2 * i + 1] = centred(i, newest[i]);
    }
  }

  private float centred(int at, float value) {
    double span = (double) highest[at] - lowest[at];
    return span > 0 && !Float.isNaN(value) ? (float) ((value - mean[at]) / span) : 0;
  }

  private static float[] unknown() {
    float[] values = new float[MOST];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  int bytes() {
    int bytes = 1 + 2 * Short.BYTES + (4 * Float.BYTES + 1) * size();
    for (String name : names) {
      bytes += name.getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes + ahead.size() * (Long.BYTES + size() * Float.BYTES);
  }

  void write(ByteBuffer out) {
    out.put((byte) size()).putShort(rows);
    for (int i = 0; i < size(); i++) {
      byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
      out.put((byte) name.length).put(name);
      out.putFloat(lowest[i]).putFloat(highest[i]).putFloat(mean[i]).putFloat(newest[i]);
    }
    out.putShort((short) ahead.size());
    ahead.forEach(
        (time, values) -> {
          out.putLong(time);
          for (int i = 0; i < size(); i++) {
            out.putFloat(values[i]);
          }
        });
  }

  static Covariates read(ByteBuffer in) {
    Covariates covariates = new Covariates();
    int size = in.get();
    covariates.rows = in.getShort();
    for (int i = 0; i < size; i++) {
      byte[] name = new byte[in.get()];
      in.get(name);
      covariates.names.add(new String(name, StandardCharsets.UTF_8));
      covariates.lowest[i] = in.getFloat();
      covariates.highest[i] = in.getFloat();
      covariates.mean[i] = in.getFloat();
      covariates.newest[i] = in.getFloat();
    }
    int times = in.getShort();
    for (int i = 0; i < times; i++) {
      float[] values = unknown();
      covariates.ahead.put(in.getLong(), values);
      for (int k = 0; k < size; k++) {
        values[k] = in.getFloat();
      }
    }
    return covariates;
  }
}
