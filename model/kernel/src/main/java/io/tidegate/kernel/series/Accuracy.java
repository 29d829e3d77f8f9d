package io.tidegate.kernel.series;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums of matured errors and of hits since the last report, for each step group. A report is due
 * after a day of observed rows, but not before 24 rows and not after {@value #MOST_ROWS}. One that
 * nobody takes is let go at the next row.
 *
 * <pre>
 *   1  observed rows            2  forecasts of earlier versions
 *   for each group:
 *   1  forecasts                intervals x 1  hits
 *   4  sum of |e|               4  root of the sum of e^2
 * </pre>
 *
 * <p>Counters are single bytes: a report is of at most 100 rows; only a flood of late values could
 * make it more than {@value #MOST_FORECASTS}, and what goes beyond is not scored. Squares are kept
 * under their root because the square of 1e30 has no float32.
 */
final class Accuracy {
  static final int MOST_ROWS = 100;
  static final int MOST_FORECASTS = 255;

  private final int groups;
  private final int intervals;
  private int rows;
  private int ofEarlierVersions;
  private final int[] forecasts;
  private final int[][] hits;
  private final float[] absolute;
  private final float[] rootOfSquares;

  Accuracy(int groups, int intervals) {
    this.groups = groups;
    this.intervals = intervals;
    this.forecasts = new int[groups];
    this.hits = new int[groups][intervals];
    this.absolute = new float[groups];
    this.rootOfSquares = new float[groups];
  }

  /** Observed rows of a full report. */
  static int fullRows(Season season) {
    return Math.min(season.cappedRows(), MOST_ROWS);
  }

  boolean due(Season season) {
    return rows >= fullRows(season);
  }

  /** One observed row more. */
  void addRow() {
    rows++;
  }

  /** From now on all that was scored is of an earlier version. */
  void versionChanged() {
    ofEarlierVersions = 0;
    for (int count : forecasts) {
      ofEarlierVersions += count;
    }
  }

  /** The same sums for a model of another shape: none if it has an interval that they lack. */
  Accuracy carriedOver(ShapeChange change) {
    Accuracy carried = new Accuracy(change.groups(), change.intervals());
    if (!change.intervalsWereIssued()) {
      return carried;
    }
    carried.rows = rows;
    for (int group = 0; group < change.groups(); group++) {
      int former = change.formerGroup(group);
      if (former >= 0) {
        carried.forecasts[group] = forecasts[former];
        carried.absolute[group] = absolute[former];
        carried.rootOfSquares[group] = rootOfSquares[former];
        for (int i = 0; i < change.intervals(); i++) {
          carried.hits[group][i] = hits[former][change.formerInterval(i)];
        }
      }
    }
    return carried;
  }

  /**
   * Takes one matured forecast.
   *
   * @param error actual less point as issued, in the series' unit
   * @param fromCentre actual less the centre of the intervals
   * @param halfWidths [intervals], as issued, outermost first
   * @param underThisVersion whether the version in use made it
   */
  void score(
      int group, double error, double fromCentre, float[] halfWidths, boolean underThisVersion) {
    if (forecasts[group] == MOST_FORECASTS) {
      return;
    }
    forecasts[group]++;
    ofEarlierVersions += underThisVersion ? 0 : 1;
    absolute[group] += (float) Math.abs(error);
    double root = rootOfSquares[group];
    rootOfSquares[group] = (float) Math.sqrt(root * root + error * error);
    for (int i = 0; i < intervals; i++) {
      hits[group][i] += Math.abs(fromCentre) > halfWidths[i] ? 0 : 1;
    }
  }

  AccuracyReport report(StepGroups steps, List<Float> promised) {
    List<StepAccuracy> entries = new ArrayList<>(groups);
    for (int group = 0; group < groups; group++) {
      List<Integer> within = new ArrayList<>(intervals);
      for (int count : hits[group]) {
        within.add(count);
      }
      double root = rootOfSquares[group];
      entries.add(
          new StepAccuracy(
              steps.step(group), forecasts[group], absolute[group], root * root, within));
    }
    return new AccuracyReport(rows, ofEarlierVersions, promised, entries);
  }

  static int bytes(int groups, int intervals) {
    return 1 + Short.BYTES + groups * (1 + intervals + 2 * Float.BYTES);
  }

  void write(ByteBuffer out) {
    out.put((byte) rows).putShort((short) ofEarlierVersions);
    for (int group = 0; group < groups; group++) {
      out.put((byte) forecasts[group]);
      for (int count : hits[group]) {
        out.put((byte) count);
      }
      out.putFloat(absolute[group]).putFloat(rootOfSquares[group]);
    }
  }

  static Accuracy read(ByteBuffer in, int groups, int intervals) {
    Accuracy accuracy = new Accuracy(groups, intervals);
    accuracy.rows = Byte.toUnsignedInt(in.get());
    accuracy.ofEarlierVersions = Short.toUnsignedInt(in.getShort());
    for (int group = 0; group < groups; group++) {
      accuracy.forecasts[group] = Byte.toUnsignedInt(in.get());
      for (int i = 0; i < intervals; i++) {
        accuracy.hits[group][i] = Byte.toUnsignedInt(in.get());
      }
      accuracy.absolute[group] = in.getFloat();
      accuracy.rootOfSquares[group] = in.getFloat();
    }
    return accuracy;
  }
}
